"""The register's loads, to look at. Facts of the market come from files and operations, never from here."""

from django.contrib import admin

from providers.models import RegisterLoad


@admin.register(RegisterLoad)
class RegisterLoadAdmin(admin.ModelAdmin):
    list_display = [
        "file_name",
        "shape",
        "as_at",
        "rows",
        "added",
        "changed",
        "unchanged",
        "refused",
        "by",
        "at",
    ]
    list_select_related = ["by"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
