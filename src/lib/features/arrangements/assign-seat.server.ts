import { seatAssignment } from '#lib/domain/arrangement.ts';
import { readForm } from '#lib/server/read-form.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** Seats a titular and a suplente. Throws `not_allowed`, `seat_person_not_member`, `seat_same_person`. */
export async function assignSeat({ supabase }: App.Locals, form: FormData): Promise<void> {
  const { seat, titular, suplente } = readForm(seatAssignment, form);
  unwrap(await supabase.rpc('assign_seat', { p_seat: seat, p_titular: titular, p_suplente: suplente }));
}
