-- People: who sees whom, whose name is whose to change, and what a signed-out token is still worth.

-- osc sees the people of its process, and nobody of another state's.
select tests.act_as('osc');
select results_eq(
  'select tests.word(id) from public.people order by 1',
  array['academia', 'coordinacion', 'estado', 'federal', 'observador', 'oficina', 'osc', 'osc2', 'retirada', 'suspendida'],
  'osc sees the people of its process'
);
