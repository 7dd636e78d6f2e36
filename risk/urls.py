from django.urls import path

from risk import views

app_name = "risk"
urlpatterns = [
    path("risk/", views.warning_sign_list, name="warning-sign-list"),
    path("risk/providers/<int:pk>/signs/new/", views.warning_sign_create, name="warning-sign-create"),
    path("risk/signs/<int:pk>/end/", views.warning_sign_end, name="warning-sign-end"),
]
