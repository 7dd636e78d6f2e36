"""Addresses of the way from a place to safe and well: placements, moves, whereabouts, the board."""

from django.urls import path

from trackers.views import board, placements, transfers

MOVES = [
    path("events/<reference:reference>/board/", board.next_steps, name="board"),
    path("events/<reference:reference>/moves/", board.moves, name="moves"),
    path("events/<reference:reference>/moves/sheets/", board.moves_sheets, name="moves-sheets"),
    path("people/<int:pk>/placements/add/", placements.placement_add, name="placement-add"),
    path("people/<int:pk>/placements/<int:placement>/", placements.placement_edit, name="placement-edit"),
    path("people/<int:pk>/where/", transfers.stay_add, name="stay-add"),
    path("people/<int:pk>/where/<int:stay>/take-back/", transfers.stay_withdraw, name="stay-withdraw"),
    path("people/<int:pk>/move-day/", transfers.move_day, name="move-day"),
    path("people/<int:pk>/move-day/arrange/", transfers.transfer_arrange, name="transfer-arrange"),
    path("people/<int:pk>/move-day/items/<int:item>/", transfers.item_edit, name="item-edit"),
    path("people/<int:pk>/move-day/drugs/<int:count>/in/", transfers.drug_in, name="drug-in"),
    path("people/<int:pk>/move-day/<int:transfer>/drugs/out/", transfers.drug_out, name="drug-out"),
    path("people/<int:pk>/move-day/<int:transfer>/equipment/", transfers.equipment_add, name="equipment-add"),
    path("people/<int:pk>/move-day/<int:transfer>/sheet/", transfers.transfer_sheet, name="transfer-sheet"),
    path(
        "people/<int:pk>/move-day/<int:transfer>/left/",
        transfers.transfer_tap,
        {"what": "left"},
        name="transfer-left",
    ),
    path(
        "people/<int:pk>/move-day/<int:transfer>/arrived/",
        transfers.transfer_tap,
        {"what": "arrived"},
        name="transfer-arrived",
    ),
    path(
        "people/<int:pk>/move-day/<int:transfer>/confirm/",
        transfers.transfer_confirm,
        name="transfer-confirm",
    ),
    path(
        "people/<int:pk>/move-day/<int:transfer>/take-back/",
        transfers.transfer_take_back,
        name="transfer-take-back",
    ),
]
