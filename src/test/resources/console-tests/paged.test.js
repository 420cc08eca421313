import { html, render } from '/core/html.js';
import { Rest, Rows, usePages } from '/ui/Paged.js';
import { equal, until } from './expect.js';
import { answering, json, page } from './stub.js';

const List = ({ path }) => {
  const list = usePages(path, 'rows', []);
  return html`<${Rows} of=${list}>${(rows) => rows.join(' ')}<//><${Rest} of=${list} />`;
};

/** A list whose pages are answered one by one, by hand. */
async function withList(work) {
  const place = document.body.appendChild(document.createElement('div'));
  const waiting = [];
  const list = {
    show: (path) => render(html`<${List} path=${path} />`, place),
    asked: (number) => until(() => waiting.length === number, `${number} questions, but there are ${waiting.length}`),
    answer: (response) => waiting.shift()(response),
    seen: () => ({ rows: place.querySelector('.rows')?.textContent ?? null, busy: Boolean(place.querySelector('[aria-busy]')), loading: place.textContent.includes('Loading') }),
    shows: (rows) => until(() => place.querySelector('.rows')?.textContent === rows && !place.textContent.includes('Loading'), rows),
    more: () => [...place.querySelectorAll('button')].find((it) => it.textContent === 'Show more').click(),
    says: (text) => until(() => place.textContent.includes(text), text),
  };
  let asked = [];
  try {
    asked = await answering(() => new Promise((resume) => waiting.push(resume)), () => work(list));
  } finally {
    render(null, place);
    place.remove();
  }
  return asked.map(({ url }) => url.split('/api/v1/')[1]);
}

export const tests = {
  async 'rows of other filters are not shown as the answer'() {
    await withList(async (list) => {
      list.show('things?by=ann');
      await list.asked(1);
      equal(list.seen(), { rows: null, busy: false, loading: true });
      list.answer(json(200, { rows: ['a'] }));
      await list.shows('a');
      list.show('things?by=bob');
      await list.asked(1);
      equal(list.seen(), { rows: 'a', busy: true, loading: true });
      list.answer(json(200, { rows: ['b'] }));
      await list.shows('b');
      equal(list.seen(), { rows: 'b', busy: false, loading: false });
    });
  },
  async 'more is read once, however often it is asked for, and again where it failed'() {
    const asked = await withList(async (list) => {
      list.show('things');
      await list.asked(1);
      list.answer(json(200, { rows: ['a'], next: '2' }));
      await list.shows('a');
      list.more();
      await list.says('Loading');
      list.more();
      list.more();
      equal(list.seen(), { rows: 'a', busy: true, loading: true });
      await list.asked(1);
      list.answer(page(404));
      await list.says('answered 404');
      list.more();
      await list.asked(1);
      list.answer(json(200, { rows: ['a'], next: '2' }));
      await list.asked(1);
      list.answer(json(200, { rows: ['b'], next: '3' }));
      await list.shows('a b');
    });
    equal(asked, ['things', 'things', 'things', 'things?cursor=2']);
  },
};
