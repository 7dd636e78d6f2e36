from django.urls import path

from risk.views import signs

app_name = "risk"
urlpatterns = [
    path("risk/", signs.warning_sign_list, name="warning-sign-list"),
    path("risk/providers/<int:pk>/signs/new/", signs.warning_sign_create, name="warning-sign-create"),
    path("risk/signs/<int:pk>/end/", signs.warning_sign_end, name="warning-sign-end"),
]
