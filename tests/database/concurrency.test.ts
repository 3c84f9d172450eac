import type { Sql, TransactionSql } from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type World, asPerson, openWorld, outcome, untilWaiting } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world?.close());

const advance = (who: string, action: string, stage: string, details = {}) =>
  asPerson(world.owner, who, async (tx) => {
    const [row] = await tx`
      select public.advance_document(tests.id('diagnostico'), ${action}, ${stage}, 'Nota', ${tx.json(details)}, tests.seal()) ->> 'stage' as stage`;
    return row!.stage as string;
  });

/** Holds the document's row until `release`, so that everything else on it queues. */
async function hold() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const done = world.owner.begin(async (tx) => {
    await tx`select from public.documents where id = tests.id('diagnostico') for update`;
    held.resolve();
    await promise;
  });
  await held.promise;
  return async () => {
    resolve();
    await done;
  };
}

describe('two people take the same step at once', () => {
  test('one moves the document, the other is told that it moved; one record', async () => {
    const release = await hold();
    const both = Promise.all([1, 2].map(() => outcome(advance('coordinacion', 'submit', 'drafting'))));
    await untilWaiting(world.owner, 2);
    await release();
    expect((await both).sort()).toEqual(['PT409 stage_changed', 'technical_review']);
    const rows = await world.owner`select action, from_stage, to_stage from public.document_transitions`;
    expect([...rows]).toEqual([{ action: 'submit', from_stage: 'drafting', to_stage: 'technical_review' }]);
    expect([...(await world.owner`select action from public.audit_entries`)]).toEqual([{ action: 'submit' }]);
  });

  test('two different steps from one stage: one is taken', async () => {
    await world.owner`select tests.stand_in('office_review')`;
    const release = await hold();
    const both = Promise.all([
      outcome(advance('oficina', 'approve', 'office_review')),
      outcome(advance('oficina', 'return_with_observations', 'office_review')),
    ]);
    await untilWaiting(world.owner, 2);
    await release();
    const answers = await both;
    expect(answers.filter((answer) => answer === 'PT409 stage_changed')).toHaveLength(1);
    const [document] =
      await world.owner`select stage from public.documents where id = tests.id('diagnostico')`;
    expect(answers).toContain(document!.stage);
  });

  test('two processes publish under one address: one has it', async () => {
    await world.owner`select tests.stand_in('approved')`;
    await world.owner`
      insert into public.versions (document_id, number, canonical, sha256, reason)
      select tests.id('puebla_diagnostico'), 1, '{}', encode(sha256('{}'), 'hex'), 'open_voting'`;
    await world.owner`update public.documents set stage = 'approved' where id = tests.id('puebla_diagnostico')`;
    const elsewhere = asPerson(world.owner, 'otroestado', async (tx) => {
      await tx`select public.advance_document(tests.id('puebla_diagnostico'), 'publish', 'approved', null, '{"slug": "diagnostico"}', tests.seal('puebla_diagnostico'))`;
      await untilWaiting(world.owner, 1);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const here = outcome(advance('coordinacion', 'publish', 'approved', { slug: 'diagnostico' }));
    await elsewhere;
    expect(await here).toBe('PT409 slug_taken');
    expect([...(await world.owner`select slug from public.publications`)]).toEqual([{ slug: 'diagnostico' }]);
  });

  test('two successors of one edition are published at once: one takes its place', async () => {
    const words = ['segunda', 'tercera'];
    await world.owner`update public.documents set stage = 'published' where id = tests.id('diagnostico')`;
    await world.owner`
      insert into public.documents (id, arrangement_id, kind, title, stage, supersedes_id)
      select tests.new_id(word), tests.id('oaxaca'), 'diagnosis', word, 'approved', tests.id('diagnostico')
      from unnest(${words}::text[]) word`;
    await world.owner`
      insert into public.versions (document_id, number, canonical, sha256, reason)
      select tests.id(word), 1, '{}', encode(sha256('{}'), 'hex'), 'open_voting' from unnest(${words}::text[]) word`;
    const release = await hold();
    const both = words.map((word) =>
      outcome(
        asPerson(world.owner, 'coordinacion', async (tx) => {
          await tx`
            select public.advance_document(tests.id(${word}), 'publish', 'approved', null, ${tx.json({ slug: word })}, tests.seal(${word}))`;
          return 'published';
        }),
      ),
    );
    await untilWaiting(world.owner, 2);
    await release();
    expect((await Promise.all(both)).sort()).toEqual(['PT409 edition_superseded', 'published']);
    const rows = await world.owner`
      select d.stage, count(p.id)::int as publications
      from public.documents d left join public.publications p on p.document_id = d.id
      where tests.id('diagnostico') in (d.id, d.supersedes_id) group by d.id, d.stage order by d.stage`;
    expect([...rows]).toEqual([
      { stage: 'approved', publications: 0 },
      { stage: 'published', publications: 1 },
      { stage: 'superseded', publications: 0 },
    ]);
  });
});

describe('the text and the freeze', () => {
  test('an edit sent while the text is frozen waits for it and is refused; the version holds every acknowledged edit', async () => {
    await world.owner`update public.documents set stage = 'technical_review' where id = tests.id('diagnostico')`;
    const marco = await world.id('marco');
    const coordinacion = await world.id('coordinacion');
    const acknowledged: number[] = [];
    const refused: string[] = [];
    let frozen = false;

    const write = async () => {
      while (!frozen || refused.length === 0) {
        const rows = await world.collab`
          select seq, refusal from collab.append_updates(${marco}, array[${coordinacion}::uuid], array[7]::bigint[], array['\\x01'::bytea])`;
        if (rows[0]!.refusal) refused.push(rows[0]!.refusal as string);
        else {
          const seq = Number(rows[0]!.seq);
          acknowledged.push(seq);
          const content = {
            type: 'doc',
            content: [{ type: 'paragraph', content: [{ type: 'text', text: `hasta ${seq}` }] }],
          };
          await world.collab`select collab.save_chapter_text(${marco}, ${seq}, '\\x01', ${JSON.stringify(content)}::text::jsonb)`;
        }
      }
    };
    const freeze = async () => {
      for (;;) {
        const answer = await outcome(advance('coordinacion', 'open_consultation', 'technical_review'));
        if (answer === 'consultation') break;
        expect(answer).toBe('PT409 text_not_settled');
      }
      frozen = true;
    };
    await Promise.all([
      write(),
      write(),
      write(),
      new Promise((resolve) => setTimeout(resolve, 200)).then(freeze),
    ]);

    const log =
      await world.owner`select seq::int from collab.chapter_updates where chapter_id = ${marco} order by seq`;
    expect(log.map((row) => row.seq)).toEqual(Array.from({ length: log.length }, (_, i) => i + 1));
    expect(acknowledged.sort((a, b) => a - b)).toEqual(log.map((row) => row.seq).slice(1));
    expect(new Set(refused)).toEqual(new Set(['consultation']));
    const [version] = await world.owner`
      select canonical::jsonb -> 'chapters' -> 0 #>> '{content,content,0,content,0,text}' as text from public.versions`;
    expect(version!.text).toBe(`hasta ${log.length}`);
  });

  test('writing is held after what is under way and before what comes next, of all the document’s chapters', async () => {
    await world.owner`update public.documents set stage = 'technical_review' where id = tests.id('diagnostico')`;
    const [marco, justicia, coordinacion] = [
      await world.id('marco'),
      await world.id('justicia'),
      await world.id('coordinacion'),
    ];
    const write = async (sql: Sql | TransactionSql, chapter: string) => {
      const [row] = await sql`
        select coalesce(refusal, 'written') as answer from collab.append_updates(
          ${chapter}, array[${coordinacion}::uuid], array[7]::bigint[], array['\\x01'::bytea])`;
      return row!.answer as string;
    };
    const hold = (finish: Promise<unknown>) =>
      asPerson(world.owner, 'coordinacion', async (tx) => {
        const [row] = await tx`
          select public.hold_writing(tests.id('diagnostico'), 'open_consultation', 'technical_review') as held`;
        await finish;
        return row!.held as boolean;
      });
    const decided = Promise.withResolvers<void>();
    const { holding } = await world.collab.begin(async (tx) => {
      expect(await write(tx, marco)).toBe('written');
      const promise = hold(decided.promise);
      await untilWaiting(world.owner, 1);
      return { holding: promise };
    });
    await expect
      .poll(async () => {
        const [row] = await world.owner`
          select count(*)::int as held from pg_stat_activity
          where datname = current_database() and query like '%hold_writing%' and state = 'idle in transaction'`;
        return row!.held;
      })
      .toBe(1);
    const late = [write(world.collab, marco), write(world.collab, justicia)];
    await untilWaiting(world.owner, 2);
    decided.resolve();
    expect(await holding).toBe(true);
    expect(await Promise.all(late)).toEqual(['held', 'held']);
    const [log] = await world.owner`
      select count(*)::int as entries from collab.chapter_updates where client_id = 7`;
    expect(log).toEqual({ entries: 1 });
  });

  test('a name given while the text is frozen is in the version or refused', async () => {
    await world.owner`update public.documents set stage = 'technical_review' where id = tests.id('diagnostico')`;
    const release = await hold();
    const freezing = advance('coordinacion', 'open_consultation', 'technical_review');
    await untilWaiting(world.owner, 1);
    const naming = outcome(
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`update public.chapters set title = 'Tarde' where id = tests.id('marco') returning title`,
      ),
    );
    const titling = outcome(
      asPerson(
        world.owner,
        'coordinacion',
        (tx) =>
          tx`update public.documents set title = 'Tarde' where id = tests.id('diagnostico') returning title`,
      ),
    );
    await untilWaiting(world.owner, 3);
    await release();
    expect(await freezing).toBe('consultation');
    expect(await naming).toBe('PT409 text_is_read_only');
    expect(await titling).toBe('PT409 text_is_read_only');
    const [row] = await world.owner`
      select c.title, d.title as document, v.canonical like '%Tarde%' as frozen
      from public.chapters c join public.documents d on d.id = c.document_id, public.versions v where c.id = tests.id('marco')`;
    expect(row).toEqual({ title: 'Marco', document: 'Diagnóstico', frozen: false });
  });
});

describe('who sits and who belongs', () => {
  /** Opens the vote, and has something else asked while it is about to: what both came to. */
  async function whileOpening(ask: () => Promise<unknown>) {
    await world.owner`update public.documents set stage = 'consolidation' where id = tests.id('diagnostico')`;
    const answers = await world.owner.begin(async (tx) => {
      await tx`select from public.bodies where id = tests.id('comite') for update`;
      const opening = outcome(advance('coordinacion', 'open_voting', 'consolidation'));
      await untilWaiting(world.owner, 1);
      const asking = outcome(ask());
      await untilWaiting(world.owner, 2);
      return { both: Promise.all([opening, asking]) };
    });
    return answers.both;
  }
  const seated = async (seat: string) => {
    const [row] = await world.owner`
      select tests.word(s.titular_id) as now, tests.word(s.suplente_id) as suplente, tests.word(rs.titular_id) as asked
      from public.seats s join public.voting_round_seats rs on rs.seat_id = s.id where s.id = tests.id(${seat})`;
    return row;
  };

  test('whoever gives a seat finds the vote open; neither is given up for the other', async () => {
    const both = await whileOpening(() =>
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`select public.assign_seat(tests.id('asiento_osc2'), null, null)`,
      ),
    );
    expect(both).toEqual(['voting', 'PT409 vote_is_open']);
    expect(await seated('asiento_osc2')).toEqual({ now: 'osc2', suplente: null, asked: 'osc2' });
  });

  test('whoever comes in with a seat comes in, and waits for it', async () => {
    await world.owner`select tests.new_person('nueva')`;
    await world.owner`
      insert into public.invitations (id, arrangement_id, organization_id, email, seat_id, capacity, invited_by)
      values (tests.new_id('invitacion'), tests.id('oaxaca'), tests.id('centro'), 'nueva@demo.test',
        tests.id('asiento_osc2'), 'suplente', tests.id('osc2'))`;
    const both = await whileOpening(() =>
      asPerson(world.owner, 'nueva', async (tx) => {
        await tx`select public.accept_invitation(tests.id('invitacion'))`;
        return 'accepted';
      }),
    );
    expect(both).toEqual(['voting', 'accepted']);
    expect(await seated('asiento_osc2')).toEqual({ now: 'osc2', suplente: null, asked: 'osc2' });
    const [member] = await world.owner`
      select status from public.memberships where person_id = tests.id('nueva') and organization_id = tests.id('centro')`;
    expect(member).toEqual({ status: 'active' });
  });

  test('a membership ends while its person accepts another invitation of the same organization', async () => {
    await world.owner`
      insert into public.invitations (id, arrangement_id, organization_id, email, invited_by)
      values (tests.new_id('invitacion'), tests.id('puebla'), tests.id('gobernacion'), 'federal@demo.test', tests.new_person('colega')),
        (tests.new_id('otra'), tests.id('oaxaca'), tests.id('gobernacion'), 'federal@demo.test', tests.id('colega'))`;
    await world.owner`
      insert into public.memberships (person_id, organization_id) values (tests.id('colega'), tests.id('gobernacion'))`;
    const answers = await world.owner.begin(async (tx) => {
      await tx`select from public.invitations where id = tests.id('invitacion') for update`;
      const accepting = outcome(
        asPerson(world.owner, 'federal', async (person) => {
          await person`select public.accept_invitation(tests.id('invitacion'))`;
          return 'accepted';
        }),
      );
      await untilWaiting(world.owner, 1);
      const ending = outcome(
        asPerson(world.owner, 'colega', async (person) => {
          await person`select public.revoke_membership(tests.id('federal'), tests.id('gobernacion'))`;
          return 'ended';
        }),
      );
      await untilWaiting(world.owner, 2);
      return { both: Promise.all([accepting, ending]) };
    });
    expect(await answers.both).toEqual(['accepted', 'ended']);
    const [left] = await world.owner`
      select m.status, (select count(*)::int from public.invitations where email is not null) as open
      from public.memberships m where m.person_id = tests.id('federal')`;
    expect(left).toEqual({ status: 'revoked', open: 0 });
  });
});

describe('rights that end while they are being used', () => {
  const vote = (tx: TransactionSql) => tx`
    select public.cast_vote(r.id, tests.id('asiento_osc'), 'in_favour', null, v.sha256)
    from public.voting_rounds r join public.versions v on v.id = r.version_id`;
  const approve = (tx: TransactionSql) =>
    tx`select public.advance_document(tests.id('diagnostico'), 'approve', 'office_review', null, '{}', tests.seal())`;
  const comment = (tx: TransactionSql) =>
    tx`select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Tarde')`;
  const open = (tx: TransactionSql) =>
    tx`select public.create_document(tests.id('oaxaca'), 'action_plan', 'Tarde')`;
  const add = (tx: TransactionSql) => tx`select public.add_chapter(tests.id('diagnostico'), 'Tarde')`;
  const seat = (tx: TransactionSql) => tx`select public.assign_seat(tests.id('asiento_osc'), null, null)`;
  const invite = (tx: TransactionSql) =>
    tx`select public.invite_person(tests.id('oaxaca'), tests.id('red'), 'tarde@demo.test')`;

  const rename = (tx: TransactionSql) =>
    tx`update public.chapters set title = 'Tarde' where id = tests.id('marco')`;

  const free = (tx: TransactionSql) =>
    tx`update public.chapters set lead_body_id = null where id = tests.id('justicia')`;

  const suspend = (who: string) => (tx: TransactionSql) =>
    tx`select public.set_person_status(tests.id(${who}), 'suspended')`;
  const end = () => (tx: TransactionSql) =>
    tx`select public.set_arrangement_status(tests.id('oaxaca'), 'ended')`;
  const leave = (who: string, organization: string) => (tx: TransactionSql) =>
    tx`select public.revoke_membership(tests.id(${who}), tests.id(${organization}))`;

  test.each([
    ['a vote', 'voting', 'osc', vote, suspend('osc')],
    ['a vote', 'voting', 'osc', vote, leave('osc', 'red')],
    ['a vote', 'voting', 'osc', vote, end()],
    ['an approval', 'office_review', 'oficina', approve, suspend('oficina')],
    ['an approval', 'office_review', 'oficina', approve, leave('oficina', 'onu')],
    ['an approval', 'office_review', 'oficina', approve, end()],
    ['a comment', 'drafting', 'osc', comment, suspend('osc')],
    ['a comment', 'drafting', 'osc', comment, leave('osc', 'red')],
    ['a comment', 'drafting', 'osc', comment, end()],
    ['a document', 'drafting', 'coordinacion', open, suspend('coordinacion')],
    ['a chapter', 'drafting', 'coordinacion', add, end()],
    ['a seat', 'drafting', 'coordinacion', seat, end()],
    ['a name', 'drafting', 'coordinacion', rename, end()],
    ['a mesa taken away', 'drafting', 'coordinacion', free, end()],
    ['an invitation', 'drafting', 'osc', invite, suspend('osc')],
  ])(
    '%s (%s, %s) that comes after the end is refused and leaves nothing',
    async (_, stage, who, use, ends) => {
      await world.owner`select tests.stand_in(${stage})`;
      const ending = await asPerson(world.owner, 'admin', async (tx) => {
        await ends(tx);
        const using = outcome(asPerson(world.owner, who, use));
        await untilWaiting(world.owner, 1);
        return { using };
      });
      expect(await ending.using).toMatch(/^PT40[1349] /);
      const [last] = await world.owner`
        select tests.word(e.person_id) as person from public.audit_entries e order by e.id desc limit 1`;
      expect(last).toEqual({ person: 'admin' });
    },
  );

  test('what was begun before the end is done before it, and the end waits', async () => {
    await world.owner`select tests.stand_in('voting')`;
    const voting = await asPerson(world.owner, 'osc', async (tx) => {
      await vote(tx);
      const ending = outcome(asPerson(world.owner, 'admin', suspend('osc')));
      await untilWaiting(world.owner, 1);
      return { ending };
    });
    await voting.ending;
    const record = await world.owner`
      select e.noun, tests.word(e.person_id) as person from public.audit_entries e order by e.id desc limit 3`;
    expect([...record].map(({ noun, person }) => `${noun} ${person}`).reverse()).toEqual([
      'vote osc',
      'person admin',
      'person admin',
    ]);
  });

  test('nothing that somebody began is on record as nobody’s', async () => {
    // Whoever signs out keeps no rights from others: a comment that waits for the record is not in their way.
    const saying = await world.owner.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('audit_entries'))`;
      const late = outcome(asPerson(world.owner, 'osc', comment));
      await untilWaiting(world.owner, 1);
      await asPerson(world.owner, 'osc', (person) => person`select public.sign_out_everywhere()`);
      return { late };
    });
    expect(await saying.late).toBe('PT401 not_signed_in');
    const [left] = await world.owner`
      select (select count(*)::int from public.comments where body = 'Tarde') as comments,
        (select count(*)::int from public.audit_entries where person_id is null) as nobodys`;
    expect(left).toEqual({ comments: 0, nobodys: 0 });
  });
});

describe('the rest at once', () => {
  test('chapters added and moved by many hands keep one order without gaps', async () => {
    const hands = Array.from({ length: 8 }, (_, i) =>
      asPerson(world.owner, 'coordinacion', (tx) =>
        i % 2 === 0
          ? tx`select public.add_chapter(tests.id('diagnostico'), ${`Capítulo ${i}`})`
          : tx`select public.move_chapter(tests.id('marco'), ${i})`,
      ),
    );
    await Promise.all(hands);
    const rows = await world.owner`
      select position from public.chapters where document_id = tests.id('diagnostico') and removed_at is null order by position`;
    expect(rows.map((row) => row.position)).toEqual([1, 2, 3, 4, 5, 6]);
    const [chain] = await asPerson(
      world.owner,
      'admin',
      (tx) => tx`select public.check_audit_chain() as broken`,
    );
    expect(chain).toEqual({ broken: null });
    const [record] = await world.owner`select count(*)::int as entries from public.audit_entries`;
    expect(record).toEqual({ entries: 8 });
  });

  test('two administrators suspend each other at once: one is in time, and stays', async () => {
    await world.owner`insert into public.platform_administrators (person_id) values (tests.id('observador'))`;
    const suspend = (who: string, whom: string) =>
      outcome(
        asPerson(world.owner, who, async (tx) => {
          await tx`select public.set_person_status(tests.id(${whom}), 'suspended')`;
          // The other one has asked, and waits.
          await Promise.race([
            untilWaiting(world.owner, 1),
            new Promise((resolve) => setTimeout(resolve, 1_000)),
          ]);
          return 'suspended';
        }),
      );
    const answers = await Promise.all([suspend('admin', 'observador'), suspend('observador', 'admin')]);
    expect(answers.sort()).toEqual(['PT401 not_signed_in', 'suspended']);
    const [left] = await world.owner`
      select count(*)::int as count from public.platform_administrators a
      join public.people p on p.id = a.person_id where p.status = 'active'`;
    expect(left!.count).toBe(1);
  });

  test('titular and suplente vote at once: the titular has the last word', async () => {
    await world.owner`select tests.stand_in('voting')`;
    await world.owner`delete from public.votes`;
    await world.owner`update public.people set status = 'active' where id = tests.id('suspendida')`;
    const [round] =
      await world.owner`select r.id, v.sha256 from public.voting_rounds r join public.versions v on v.id = r.version_id`;
    const vote = (who: string, choice: string) =>
      outcome(
        asPerson(
          world.owner,
          who,
          (tx) =>
            tx`select public.cast_vote(${round!.id}, tests.id('asiento_osc'), ${choice}, null, ${round!.sha256})`,
        ),
      );
    const answers = await Promise.all([
      vote('suspendida', 'against'),
      vote('osc', 'in_favour'),
      vote('suspendida', 'against'),
    ]);
    expect(
      answers.filter(
        (answer) => typeof answer === 'string' && answer !== 'PT409 vote_already_cast_by_titular',
      ),
    ).toEqual([]);
    const votes = await world.owner`select choice, capacity from public.votes`;
    expect([...votes]).toEqual([{ choice: 'in_favour', capacity: 'titular' }]);
  });

  test('a chapter added and a point raised while the text is frozen are refused', async () => {
    await world.owner`update public.documents set stage = 'consolidation' where id = tests.id('diagnostico')`;
    const release = await hold();
    const opening = advance('coordinacion', 'open_voting', 'consolidation');
    await untilWaiting(world.owner, 1);
    const adding = outcome(
      asPerson(
        world.owner,
        'coordinacion',
        (tx) => tx`select public.add_chapter(tests.id('diagnostico'), 'Tarde')`,
      ),
    );
    const raising = outcome(
      asPerson(
        world.owner,
        'osc',
        (tx) => tx`select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Tarde')`,
      ),
    );
    await untilWaiting(world.owner, 3);
    await release();
    expect(await opening).toBe('voting');
    expect(await adding).toBe('PT409 text_is_read_only');
    expect(await raising).toBe('PT409 comments_closed');
    const [left] = await world.owner`
      select tests.chapters('diagnostico') as chapters, (select count(*)::int from public.comment_threads) as threads`;
    expect(left).toEqual({ chapters: 'marco justicia', threads: 0 });
  });

  test('a chapter is not taken out under a point that is being raised, nor a point raised in a chapter that goes', async () => {
    const raise = (tx: TransactionSql) =>
      tx`select public.open_comment_thread(tests.id('justicia'), tests.anchor(), 'Texto', 'A tiempo')`;
    const remove = (tx: TransactionSql) => tx`select public.remove_chapter(tests.id('justicia'))`;
    const first = await asPerson(world.owner, 'osc', async (tx) => {
      await raise(tx);
      const removing = outcome(asPerson(world.owner, 'coordinacion', remove));
      await untilWaiting(world.owner, 1);
      return { removing };
    });
    expect(await first.removing).toBe('PT409 chapter_has_open_threads');
    expect([...(await world.owner`select tests.chapters('diagnostico') as chapters`)]).toEqual([
      { chapters: 'marco justicia' },
    ]);

    await world.owner`delete from public.comment_threads`;
    const second = await asPerson(world.owner, 'coordinacion', async (tx) => {
      await remove(tx);
      const raising = outcome(asPerson(world.owner, 'osc', raise));
      await untilWaiting(world.owner, 1);
      return { raising };
    });
    expect(await second.raising).toBe('PT404 not_found');
    expect([...(await world.owner`select id from public.comment_threads`)]).toEqual([]);
    await asPerson(
      world.owner,
      'coordinacion',
      (tx) => tx`select public.restore_chapter(tests.id('justicia'))`,
    );
  });

  test('a vote that is being cast while the round is closed is counted, and may undo the majority', async () => {
    await world.owner`select tests.stand_in('voting')`;
    await world.owner`delete from public.votes where seat_id = tests.id('asiento_osc')`;
    await world.owner`update public.votes set choice = 'against' where seat_id = tests.id('asiento_federal')`;
    const [round] =
      await world.owner`select r.id, v.sha256 from public.voting_rounds r join public.versions v on v.id = r.version_id`;
    const vote = (tx: TransactionSql, choice: string) =>
      tx`select public.cast_vote(${round!.id}, tests.id('asiento_osc'), ${choice}, null, ${round!.sha256})`;
    const closing = await asPerson(world.owner, 'osc', async (tx) => {
      await vote(tx, 'against');
      const promise = outcome(advance('coordinacion', 'close_voting', 'voting'));
      await untilWaiting(world.owner, 1);
      return { promise };
    });
    expect(await closing.promise).toBe('PT409 condition_not_met');
    await asPerson(world.owner, 'osc', (tx) => vote(tx, 'in_favour'));
    expect(await advance('coordinacion', 'close_voting', 'voting')).toBe('office_review');
    expect(await outcome(asPerson(world.owner, 'osc', (tx) => vote(tx, 'against')))).toBe(
      'PT409 round_closed',
    );
    const votes =
      await world.owner`select choice, count(*)::int from public.votes group by choice order by choice`;
    expect([...votes]).toEqual([
      { choice: 'in_favour', count: 3 },
      { choice: 'against', count: 1 },
    ]);
  });
});
