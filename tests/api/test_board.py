# SPDX-License-Identifier: MIT
"""The board of opportunities: stages with sums and first rows, and what shows a deal that sleeps."""

import datetime
import decimal

from harness import ApiCase, today

D = decimal.Decimal
STAGES = ["Prospection", "Qualification", "RFI", "RFQ", "Proposal", "Negotiation", "Closed"]
DEAL = {
    "project_name": "Chaufferie", "original_amount": 1000, "gross_margin_percentage": 0.13, "project_type": "One-time service",
    "project_maturity": "RFI", "client_type": "Existing", "client_relationship": "3 - Good", "conservative_approach": False,
    "starting_date": "2026-01-01", "closing_date": "2098-12-31",
}


class BoardCase(ApiCase):
    def setUp(self):
        for row in self.rows():
            self.owner.delete(f"/api/opportunities/{row['id']}").expect(204)

    def deal(self, client=None, **fields):
        return (client or self.owner).post("/api/opportunities", {**DEAL, **fields}).expect(201).json

    def board(self, client=None, **query):
        stages = (client or self.owner).get("/api/opportunities/board", **query).expect(200).json["stages"]
        self.assertEqual([stage["stage"] for stage in stages], STAGES)
        return {stage["stage"]: stage for stage in stages}

    def rows(self, client=None, **query):
        return (client or self.owner).get("/api/opportunities", limit=100, **query).expect(200).json["items"]


class Board(BoardCase):
    def test_sums_and_first_rows(self):
        for number in range(7):
            self.deal(stage="Proposal", project_name=f"Offre {number}", original_amount=1000 + number)
        self.deal(stage="RFQ", project_name="Autre")
        board = self.board(per_stage=3, sort_by="original_amount", sort_order="desc")
        proposal = board["Proposal"]
        every = self.rows(stage="Proposal", sort_by="original_amount", sort_order="desc")
        self.assertEqual(proposal["count"], 7)
        self.assertEqual(D(str(proposal["total_value"])), sum(D(str(row["original_amount"])) for row in every))
        self.assertEqual(D(str(proposal["weighted_value"])), sum(D(str(row["weighted_amount"])) for row in every))
        self.assertEqual(proposal["items"], every[:3])
        self.assertEqual((board["RFQ"]["count"], len(board["RFQ"]["items"])), (1, 1))
        self.assertEqual((board["Qualification"]["count"], board["Qualification"]["items"]), (0, []))

    def test_filters_and_search_as_in_the_list(self):
        self.deal(stage="RFQ", project_name="Pompe du lac", sector_type="Eau")
        self.deal(stage="RFI", project_name="Pompe du port", sector_type="Mer")
        self.deal(stage="RFI", project_name="Grue du port", sector_type="Mer")
        for query in ({"sector_type": "Mer"}, {"search": "pompe"}, {"search": "pompe", "sector_type": "Mer"}, {"stage": "RFI"},
                      {"status": "Active", "needs_followup": "false"}):
            board = self.board(**query)
            for name in STAGES:
                wanted = [row for row in self.rows(**query) if row["stage"] == name]
                self.assertEqual(board[name]["items"], wanted, query)
                self.assertEqual(board[name]["count"], len(wanted), query)

    def test_who_sees_what(self):
        seller = self.instance.add_user(self.subdomain, "sales")
        stranger = self.instance.add_user(self.subdomain, "sales")
        self.deal(stage="RFQ", project_name="Du patron")
        self.deal(seller, stage="RFQ", project_name="Du vendeur")
        self.assertEqual([row["project_name"] for row in self.board(seller)["RFQ"]["items"]], ["Du vendeur"])
        self.assertEqual(self.board(stranger)["RFQ"]["count"], 0)
        self.assertEqual(self.board()["RFQ"]["count"], 2)

    def test_bounds(self):
        for per_stage in ("0", "101", "x"):
            self.owner.get("/api/opportunities/board", per_stage=per_stage).pipeline_fault(400, "VALIDATION_ERROR")
        self.owner.get("/api/opportunities/board", page="2").pipeline_fault(400, "VALIDATION_ERROR")
        self.owner.get("/api/opportunities/board", status="Sleepy").pipeline_fault(400, "VALIDATION_ERROR")


class Sleeping(BoardCase):
    def test_late_deals_need_a_follow_up(self):
        yesterday = (today() - datetime.timedelta(days=1)).isoformat()
        late = self.deal(project_name="En retard", closing_date=yesterday)
        current = self.deal(project_name="En cours", closing_date=today().isoformat())
        lost = self.deal(project_name="Perdue", closing_date=yesterday, status="Lost")
        said = {row["id"]: row["needs_followup"] for row in self.rows()}
        self.assertEqual([said[deal["id"]] for deal in (late, current, lost)], [True, False, False])
        self.assertEqual([late["needs_followup"], current["needs_followup"]], [True, False])
        self.assertEqual([row["id"] for row in self.rows(needs_followup="true")], [late["id"]])
        self.assertNotIn(late["id"], [row["id"] for row in self.rows(needs_followup="false")])

    def test_what_is_to_be_done_next(self):
        deal = self.deal()
        self.assertIsNone(deal["next_task"])
        about = {"subject": {"type": "opportunity", "id": deal["id"]}}
        for title, due in (("Sans date", None), ("Plus tard", "2098-05-02T08:00:00Z"), ("Rappeler", "2098-05-01T08:00:00Z")):
            task = self.owner.create("/api/tasks", {"title": title, "due_date": due, **about})
        wanted = {"id": task["id"], "title": "Rappeler", "due_date": "2098-05-01T08:00:00Z"}
        self.assertEqual(self.rows()[0]["next_task"], wanted)
        self.assertEqual(self.rows(search="chaufferie")[0]["next_task"], wanted)
        self.assertEqual(self.owner.get(f"/api/opportunities/{deal['id']}").expect(200).json["next_task"], wanted)
        self.owner.change(f"/api/tasks/{task['id']}", {"status": "DONE"})
        self.assertEqual(self.rows()[0]["next_task"]["title"], "Plus tard")

    def test_since_when_it_stands_in_its_stage(self):
        deal = self.deal(stage="RFI")
        self.assertEqual(deal["stage_entered_at"], deal["created_at"])
        self.owner.put(f"/api/opportunities/{deal['id']}", {"update_notes": "Rappelé"}).expect(200)
        same = self.rows()[0]
        self.assertEqual(same["stage_entered_at"], deal["stage_entered_at"])
        self.assertGreaterEqual(same["last_activity_at"], deal["last_activity_at"])
        moved = self.owner.put(f"/api/opportunities/{deal['id']}", {"stage": "RFQ"}).expect(200).json
        self.assertEqual(moved["stage_entered_at"], moved["updated_at"])
        self.assertEqual(self.rows(sort_by="stage_entered_at", sort_order="desc")[0]["id"], deal["id"])
        self.assertEqual(self.rows(sort_by="last_activity_at", sort_order="desc")[0]["id"], deal["id"])
