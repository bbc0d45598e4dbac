import type { ServiceState } from '@lab/api/router';
import { Dot } from '@lab/ui/badge';

const looks = {
  ok: { tone: 'good', words: 'well' },
  down: { tone: 'bad', words: 'down' },
  absent: { tone: 'off', words: 'not used' },
} as const satisfies Record<ServiceState['status'], { tone: string; words: string }>;

interface ServiceLineProps {
  readonly service: ServiceState;
  /** With the reason for the choice. */
  readonly long?: boolean;
}

/** One backing service: what is in use and whether it is well, in words as well as in colour. */
export const ServiceLine = ({ service, long = false }: ServiceLineProps) => {
  const { tone, words } = looks[service.status];
  return (
    <li className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-2 py-2.5 first:pt-0 last:pb-0">
      <span className="flex h-5 items-center">
        <Dot tone={tone} />
      </span>
      <div className="min-w-0">
        <p className="flex items-baseline justify-between gap-3 text-[0.8125rem]">
          <span className="font-medium">{service.label}</span>
          <span className={service.status === 'down' ? 'text-bad' : 'text-muted-foreground'}>{words}</span>
        </p>
        {service.status !== 'absent' && (
          <p className="text-[0.8125rem] break-words text-muted-foreground">{service.using}</p>
        )}
        {service.detail && (
          <p className={`text-2xs break-words ${service.status === 'down' ? 'text-bad' : 'text-muted-foreground'}`}>
            {service.detail}
          </p>
        )}
        {long && <p className="text-2xs break-words text-subtle-foreground">{service.why}</p>}
      </div>
    </li>
  );
};
