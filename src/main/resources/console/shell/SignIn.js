import { html, useState } from '../core/html.js';
import { session, signIn, signingIn } from '../core/session.js';
import { useSignal } from '../core/signal.js';
import { announce } from '../ui/announce.js';
import { Dialog } from '../ui/Dialog.js';
import { Field } from '../ui/Field.js';
import { Refusal } from '../ui/Refusal.js';

/** Asks for a token and gives it to the service, which answers with a cookie. */
export function SignIn() {
  const open = useSignal(signingIn);
  const now = useSignal(session);
  return html`<${Dialog} title="Sign in" open=${open} onClose=${() => signingIn.set(false)}><${Form} reading=${now?.reading} /><//>`;
}

function Form({ reading }) {
  const [token, setToken] = useState('');
  const [state, setState] = useState({ busy: false, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    if (state.busy) {
      return;
    }
    setState({ busy: true, problem: null });
    try {
      await signIn(token.trim());
      announce('Signed in');
    } catch (problem) {
      setState({ busy: false, problem: problem.status === 401 ? new Error('This is neither the admin token nor that of a person.') : problem });
    }
  };
  return html`
    <form onSubmit=${submit} class="stack">
      <p>${reading ? 'Reading needs no token here; changing something does.' : 'Reading needs a token here.'} Your own token shows your name in every journal; the admin token is nobody in particular.</p>
      <${Field} label="Token" hint="The service says where the admin token is when it starts; those of people are in access.people-directory. It is not kept in this browser: you get a pass for 12 hours.">
        ${(properties) => html`<input ...${properties} type="password" autocomplete="current-password" required value=${token} onInput=${(event) => setToken(event.target.value)} autofocus />`}
      <//>
      <${Refusal} problem=${state.problem} />
      <div class="buttons"><button type="submit" class="primary" aria-busy=${state.busy ? 'true' : undefined}>Sign in</button></div>
    </form>`;
}
