from plans.contingency_urls import CONTINGENCY
from plans.event_urls import DECIDING

app_name = "plans"
urlpatterns = [*CONTINGENCY, *DECIDING]
