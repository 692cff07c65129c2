import type { MessageKind } from '../kind';
import { ServiceLine } from './ServiceLine';
import { peopleIn, serviceText } from './words';

/** A line that the chat itself writes. */
export const serviceKind: MessageKind = {
  name: 'service',
  layout: 'line',
  View: ServiceLine,
  preview: ({ service }, { nameOf, me }) =>
    service ? serviceText(service.code, service.params, nameOf, me) : '',
  peopleIn: ({ service }) => peopleIn(service?.params ?? {}),
  actions: [],
  takesReactions: false,
  joinsGroups: false,
  alert: () => undefined,
};
