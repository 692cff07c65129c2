/** A fake server whose answers have the types of the server's description. */
import type { paths } from '../api/schema';
import { fakeServer } from './server';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** «GET /api/id/profile»: a method and a path, as it is described. */
type Operation = {
  [Path in keyof paths]: {
    [Verb in Method]: paths[Path][Verb] extends { responses: unknown } ? `${Uppercase<Verb>} ${Path}` : never;
  }[Method];
}[keyof paths];

type ResponsesOf<Of> = Of extends { responses: infer Responses } ? Responses : never;
type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202 | 204 ? Json<Responses[Status]> : never;
}[keyof Responses];

type BodyOf<What extends Operation> = What extends `${infer Verb} ${infer Path}`
  ? Path extends keyof paths
    ? Success<ResponsesOf<paths[Path][Lowercase<Verb> & Method]>>
    : never
  : never;

/** What the server says: a body, an error, or what comes of the request's body. */
type Answers = {
  readonly [What in Operation]?: BodyOf<What> | Response | ((body: unknown) => BodyOf<What> | Response);
};

/** Install a fake server until the test ends; `{ids}` in a path stand for any. */
export function fakeApi(answers: Answers = {}) {
  const server = fakeServer(answers);
  return { requests: server.asked, answer: (more: Answers) => server.answer(more) };
}
