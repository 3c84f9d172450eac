import { seatAssignment } from '#lib/domain/arrangement.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/**
 * Seats a titular and a suplente, where those sit who did when the form was made. Throws `not_allowed`, `conflict`,
 * `vote_is_open`, `seat_person_not_member`, `seat_same_person`, `seat_person_has_another`.
 */
export async function assignSeat({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { seat, titular, suplente, seenTitular, seenSuplente } = readForm(seatAssignment, form);
  const told = seenTitular !== undefined && seenSuplente !== undefined;
  unwrap(
    await supabase.rpc('assign_seat', {
      p_seat: seat,
      p_titular: titular,
      p_suplente: suplente,
      p_seen: told ? { titular: seenTitular, suplente: seenSuplente } : undefined,
    }),
  );
}
