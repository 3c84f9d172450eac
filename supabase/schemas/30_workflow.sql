-- The workflow, once. Both views are the source of src/lib/generated/workflow.ts and of every check below.

-- What may be done with the text while a document stands in a stage.
create view public.workflow_stages with (security_invoker = true) as
select ordinal, stage::public.stage, editors::public.party_role[], comments_open
from (
  values
    (1, 'drafting', '{coordinator,drafter}', true),
    (2, 'technical_review', '{coordinator}', true),
    (3, 'consultation', '{}', true),
    (4, 'consolidation', '{coordinator,drafter}', true),
    (5, 'voting', '{}', false),
    (6, 'office_review', '{}', false),
    (7, 'approved', '{}', false),
    (8, 'published', '{}', false),
    (9, 'superseded', '{}', false)
) as rules (ordinal, stage, editors, comments_open);

-- Who may take which step, what must hold first, and what the step does.
-- freezes: the text becomes a numbered version. opens_round: the body is asked to vote on that version.
-- closes_round: the vote ends with this outcome.
create view public.workflow_steps with (security_invoker = true) as
select
  ordinal, from_stage::public.stage, action, to_stage::public.stage, role::public.party_role, note_required,
  conditions::text[], freezes, opens_round, closes_round::public.round_outcome
from (
  values
    (1, 'drafting', 'submit', 'technical_review', 'coordinator', false,
      '{chapters_present,chapters_have_text}', false, false, null),
    (2, 'technical_review', 'return_to_drafting', 'drafting', 'coordinator', true, '{}', false, false, null),
    (3, 'technical_review', 'open_consultation', 'consultation', 'coordinator', false,
      '{chapters_present,chapters_have_text}', true, false, null),
    (4, 'consultation', 'close_consultation', 'consolidation', 'coordinator', false, '{}', false, false, null),
    (5, 'consolidation', 'open_voting', 'voting', 'coordinator', false,
      '{chapters_present,chapters_have_text,discussion_answered,voting_body_ready,edition_in_force}', true, true, null),
    (6, 'voting', 'close_voting', 'office_review', 'coordinator', false,
      '{quorum_reached,majority_reached}', false, false, 'adopted'),
    (7, 'voting', 'return_to_consolidation', 'consolidation', 'coordinator', true, '{}', false, false, 'returned'),
    (8, 'office_review', 'approve', 'approved', 'office', false, '{}', false, false, null),
    (9, 'office_review', 'return_with_observations', 'consolidation', 'office', true, '{}', false, false, null),
    (10, 'approved', 'publish', 'published', 'coordinator', false, '{edition_in_force}', false, false, null)
) as steps (
  ordinal, from_stage, action, to_stage, role, note_required, conditions, freezes, opens_round, closes_round
);

grant select on public.workflow_stages, public.workflow_steps to anon, authenticated;
