"""Pages below an event: approach, whom to involve, sign-off, press statements. And the market programme."""

from django.urls import path

from plans.views import approaches, involvement, press, programme, sign_off

ONE = "events/<reference:reference>/"
PRESS = ONE + "press/<int:pk>/"
DECIDING = [
    path(ONE + "approach/", approaches.approach, name="approach"),
    path(ONE + "approach/choose/", approaches.approach_choose, name="approach-choose"),
    path(ONE + "approach/issues/<int:pk>/", approaches.issue_compare, name="issue-compare"),
    path(ONE + "approach/issues/<int:pk>/decide/", approaches.issue_decide, name="issue-decide"),
    path(ONE + "approach/options/<int:pk>/", approaches.option_work, name="option-work"),
    path(ONE + "involve/", involvement.involvement_list, name="involvement-list"),
    path(ONE + "involve/row/", involvement.involvement_row, name="involvement-row"),
    path(ONE + "involve/new/", involvement.involvement_new, name="involvement-new"),
    path(
        ONE + "involve/<int:pk>/take-back/", involvement.involvement_take_back, name="involvement-take-back"
    ),
    path(ONE + "sign-off/", sign_off.sign_off_list, name="sign-off-list"),
    path(ONE + "sign-off/new/<int:place>/", sign_off.sign_off_new, name="sign-off-new"),
    path(ONE + "sign-off/<int:pk>/take-back/", sign_off.sign_off_take_back, name="sign-off-take-back"),
    path(ONE + "press/", press.press_list, name="press-list"),
    path(ONE + "press/new/", press.press_new, name="press-new"),
    path(PRESS, press.press_detail, name="press-detail"),
    path(PRESS + "change/", press.press_change, name="press-change"),
    path(PRESS + "approve/", press.press_approve, name="press-approve"),
    path(PRESS + "issue/", press.press_issue, name="press-issue"),
    path(PRESS + "put-away/", press.press_put_away, name="press-put-away"),
    path(ONE + "press/approvals/<int:pk>/take-back/", press.approval_take_back, name="approval-take-back"),
    path("contingency/programme/", programme.project_list, name="project-list"),
    path("contingency/programme/take/", programme.programme_take, name="programme-take"),
    path("contingency/programme/new/", programme.project_new, name="project-new"),
    path("contingency/programme/<int:pk>/", programme.project_change, name="project-change"),
    path("contingency/matrix/", involvement.matrix, name="matrix"),
]
