"""Forms of the administration pages."""

from django import forms

from accounts.models import Organisation, User
from govuk.forms import Form, OnceForm

ROLES = [choice for choice in User.Role.choices if choice[0] != User.Role.SYSTEM]


class InviteForm(OnceForm):
    """A new account."""

    name = forms.CharField(label="Full name", max_length=150)
    email = forms.EmailField(label="E-mail address", max_length=254)
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), empty_label="Choose one"
    )
    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect)
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    govuk = {"role": {"small": True}, "phone": {"width": "20"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()


class RoleForm(Form):
    """Another role for somebody who has an account."""

    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect)
    reason = forms.CharField(label="Why?", max_length=500, widget=forms.Textarea)
    govuk = {"role": {"small": True}, "reason": {"rows": 3}}


class ReasonForm(Form):
    """Why an account is closed or opened again."""

    reason = forms.CharField(label="Why?", max_length=500, widget=forms.Textarea)
    govuk = {"reason": {"rows": 3}}


class OrganisationForm(OnceForm):
    """A body that can fund or support people."""

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=Organisation.Kind.choices, widget=forms.RadioSelect)
    code = forms.CharField(label="ODS or GSS code", max_length=20, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    govuk = {"kind": {"small": True}, "code": {"width": "10"}}
