from django.urls import path

from providers import views

app_name = "providers"
urlpatterns = [
    path("providers/", views.provider_list, name="provider-list"),
    path("providers/new/", views.provider_create, name="provider-create"),
    path("providers/<int:pk>/", views.provider_detail, name="provider-detail"),
    path("providers/<int:provider_pk>/contacts/new/", views.contact_create, name="contact-create"),
    path("services/new/", views.service_create, name="service-create"),
    path("services/find/", views.service_find, name="service-find"),
    path("services/<slug:cqc_id>/", views.service_detail, name="service-detail"),
    path("services/<slug:cqc_id>/contacts/new/", views.contact_create, name="contact-create"),
    path("contacts/<int:pk>/end/", views.contact_end, name="contact-end"),
]
