-- Entidades federativas. Codes and names: INEGI, Marco Geoestadístico (clave de entidad federativa, 01-32).
-- The table is data, so that another country can load its own.

create table public.jurisdictions (
  code text primary key check (code ~ '^[0-9]{2}$'),
  name text not null unique,
  short_name text not null unique,
  slug text not null unique check (slug ~ '^[a-z]+(-[a-z]+)*$')
);

grant select on public.jurisdictions to anon, authenticated;
alter table public.jurisdictions enable row level security;
create policy jurisdictions_select_everyone on public.jurisdictions for select to anon, authenticated using (true);

insert into public.jurisdictions (code, name, short_name, slug) values
  ('01', 'Aguascalientes', 'Aguascalientes', 'aguascalientes'),
  ('02', 'Baja California', 'Baja California', 'baja-california'),
  ('03', 'Baja California Sur', 'Baja California Sur', 'baja-california-sur'),
  ('04', 'Campeche', 'Campeche', 'campeche'),
  ('05', 'Coahuila de Zaragoza', 'Coahuila', 'coahuila'),
  ('06', 'Colima', 'Colima', 'colima'),
  ('07', 'Chiapas', 'Chiapas', 'chiapas'),
  ('08', 'Chihuahua', 'Chihuahua', 'chihuahua'),
  ('09', 'Ciudad de México', 'Ciudad de México', 'ciudad-de-mexico'),
  ('10', 'Durango', 'Durango', 'durango'),
  ('11', 'Guanajuato', 'Guanajuato', 'guanajuato'),
  ('12', 'Guerrero', 'Guerrero', 'guerrero'),
  ('13', 'Hidalgo', 'Hidalgo', 'hidalgo'),
  ('14', 'Jalisco', 'Jalisco', 'jalisco'),
  ('15', 'México', 'Estado de México', 'estado-de-mexico'),
  ('16', 'Michoacán de Ocampo', 'Michoacán', 'michoacan'),
  ('17', 'Morelos', 'Morelos', 'morelos'),
  ('18', 'Nayarit', 'Nayarit', 'nayarit'),
  ('19', 'Nuevo León', 'Nuevo León', 'nuevo-leon'),
  ('20', 'Oaxaca', 'Oaxaca', 'oaxaca'),
  ('21', 'Puebla', 'Puebla', 'puebla'),
  ('22', 'Querétaro', 'Querétaro', 'queretaro'),
  ('23', 'Quintana Roo', 'Quintana Roo', 'quintana-roo'),
  ('24', 'San Luis Potosí', 'San Luis Potosí', 'san-luis-potosi'),
  ('25', 'Sinaloa', 'Sinaloa', 'sinaloa'),
  ('26', 'Sonora', 'Sonora', 'sonora'),
  ('27', 'Tabasco', 'Tabasco', 'tabasco'),
  ('28', 'Tamaulipas', 'Tamaulipas', 'tamaulipas'),
  ('29', 'Tlaxcala', 'Tlaxcala', 'tlaxcala'),
  ('30', 'Veracruz de Ignacio de la Llave', 'Veracruz', 'veracruz'),
  ('31', 'Yucatán', 'Yucatán', 'yucatan'),
  ('32', 'Zacatecas', 'Zacatecas', 'zacatecas');
