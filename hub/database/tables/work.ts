/** Tables of the hub: work that the hub gives out by itself: gold, calibration, relabels, weekly templates. */

export interface GoldTable {
  id: string;
  trace_id: string;
  content_digest: string;
  sealed_digest: string | null;
  scorecard_id: string;
  scorecard_version: number;
  answers: string;
  rationale: string;
  added_at: string;
  /** Knows the answers, so it is never dealt to them. */
  added_by: string | null;
  retired_at: string | null;
}

export interface GoldItemTable {
  item_id: string;
  audit_id: string;
  gold_id: string;
}

export interface CalibrationItemTable {
  item_id: string;
  audit_id: string;
  gold_id: string;
  position: number;
  content_digest: string;
  sealed_digest: string | null;
  answers: string;
  rationale: string;
}

export interface RelabelTable {
  item_id: string;
  person_id: string;
  audit_id: string;
  reason: string;
  requested_at: string;
  is_done: boolean;
}

export interface TemplateTable {
  id: string;
  body: string;
  is_active: boolean;
  saved_at: string;
}

export interface TemplateRunTable {
  template_id: string;
  week: string;
  at: string;
  audit_id: string | null;
  problem: string | null;
}

export interface WorkTables {
  gold: GoldTable;
  gold_item: GoldItemTable;
  calibration_item: CalibrationItemTable;
  relabel: RelabelTable;
  template: TemplateTable;
  template_run: TemplateRunTable;
}
