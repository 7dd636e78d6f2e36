from plans.event_urls import DECIDING

app_name = "plans"
urlpatterns = [*DECIDING]
