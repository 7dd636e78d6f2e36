from django.urls import path

from accounts.views import notifications, people, sent

app_name = "accounts"
urlpatterns = [
    path("notifications/", notifications.notification_list, name="notification-list"),
    path("notifications/<int:pk>/", notifications.notification_open, name="notification-open"),
    path("administration/", people.administration, name="administration"),
    path("administration/people/", people.user_list, name="user-list"),
    path("administration/people/new/", people.user_create, name="user-create"),
    path("administration/people/<int:pk>/role/", people.user_role, name="user-role"),
    path("administration/people/<int:pk>/close/", people.user_close, name="user-close"),
    path("administration/organisations/", people.organisation_list, name="organisation-list"),
    path("administration/organisations/new/", people.organisation_create, name="organisation-create"),
    path("administration/sent/", sent.sent_list, name="sent-list"),
    path("administration/sent/<int:pk>/", sent.sent_detail, name="sent-detail"),
    path("administration/sent/<int:pk>/calendar.ics", sent.sent_calendar, name="sent-calendar"),
    path("administration/sent/<int:pk>/again/", sent.sent_again, name="sent-again"),
]
