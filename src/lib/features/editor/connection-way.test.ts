import { expect, test } from 'vitest';
import { WayChoice } from './connection-way.ts';

test('a WebSocket is tried first, and again after one failure', () => {
  const choice = new WayChoice();
  expect(choice.next()).toBe('websocket');
  choice.failed('websocket');
  expect(choice.next()).toBe('websocket');
});

test('after two failures HTTP has its turn, and stays when it works', () => {
  const choice = new WayChoice();
  choice.failed('websocket');
  choice.failed('websocket');
  expect(choice.next()).toBe('http');
  choice.carried('http');
  expect(choice.next()).toBe('http');
});

test('when HTTP fails too, the server may be away: both take turns, and a WebSocket that opens is kept', () => {
  const choice = new WayChoice();
  choice.failed('websocket');
  choice.failed('websocket');
  const tried = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const way = choice.next();
    tried.push(way);
    choice.failed(way);
  }
  expect(tried).toEqual(['http', 'websocket', 'http', 'websocket']);
  choice.carried('websocket');
  choice.failed('websocket');
  expect(choice.next()).toBe('websocket');
});
