from django.urls import path

from letters.views import letters, templates, withdrawing

app_name = "letters"
ONE = "events/<reference:reference>/letters/"
WORDS = "administration/letters/"
urlpatterns = [
    path(ONE, letters.letter_list, name="letter-list"),
    path(ONE + "new/", letters.letter_new, name="letter-new"),
    path(ONE + "<int:pk>/", letters.mailing_detail, name="mailing-detail"),
    path(ONE + "<int:pk>/sent/", letters.mailing_sent, name="mailing-sent"),
    path(ONE + "<int:pk>/take-back/", withdrawing.mailing_take_back, name="mailing-take-back"),
    path(ONE + "<int:pk>/withdraw/", withdrawing.mailing_withdraw, name="mailing-withdraw"),
    path(ONE + "<int:pk>/<int:letter>/", letters.letter_detail, name="letter-detail"),
    path(WORDS, templates.template_list, name="template-list"),
    path(WORDS + "new/", templates.template_new, name="template-new"),
    path(WORDS + "<int:pk>/", templates.template_edit, name="template-edit"),
    path(WORDS + "<int:pk>/pdf/", templates.template_pdf, name="template-pdf"),
    path(WORDS + "<int:pk>/versions/", templates.template_versions, name="template-versions"),
    path(WORDS + "<int:pk>/versions/<int:order>/", templates.template_version, name="template-version"),
    path(WORDS + "<int:pk>/put-away/", templates.template_put_away, name="template-put-away"),
    path(WORDS + "<int:pk>/take-up/", templates.template_take_up, name="template-take-up"),
]
