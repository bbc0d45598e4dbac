import { expect, test } from 'vitest';
import { labRoot, ownPorts, startLab, takePort } from './start-lab.ts';

test('says what is found, changes nothing, and ends with 0 where nothing is wrong', async () => {
  await using root = await labRoot();
  const { PORT: _port, ...ports } = await ownPorts();
  await using _blocker = await takePort(3000);
  await using doctor = startLab(['doctor'], { LAB_ROOT: root.path, ...ports });
  expect(await doctor.exit, doctor.said()).toBe(0);
  expect(doctor.said()).toMatch(/✓ Node +v\d+/);
  expect(doctor.said()).toMatch(/✓ Embedded Postgres +postgres \(PostgreSQL\) 18/);
  expect(doctor.said()).toMatch(/– Port 3000 +taken: the front door would move to \d+/);
  expect(doctor.said()).toMatch(/✓ \.lab +not there yet/);
  expect(doctor.said()).toContain('Nothing is wrong here.');
});

test('names every wrong thing with the step that mends it, and ends with 1', async () => {
  await using root = await labRoot();
  const ports = await ownPorts();
  await using _blocker = await takePort(Number(ports.PORT));
  await using doctor = startLab(['doctor'], {
    LAB_ROOT: root.path,
    DATABASE_URL: 'postgresql://lab:hidden@127.0.0.1:1/lab',
    REDIS_URL: 'redis://127.0.0.1:1',
    ...ports,
  });
  expect(await doctor.exit).toBe(1);
  expect(doctor.said()).toMatch(
    /✗ Database +PostgreSQL at 127\.0\.0\.1:1\/lab cannot be reached .*\n +→ Correct DATABASE_URL/,
  );
  expect(doctor.said()).toMatch(/✗ Queue +Redis at 127\.0\.0\.1:1 cannot be reached .*\n +→ Correct REDIS_URL/);
  expect(doctor.said()).toMatch(
    new RegExp(`✗ Port ${ports.PORT} +taken by another program: .*\\n +→ Set PORT to a free port, or unset it\\.`),
  );
  expect(doctor.said()).toMatch(/3 things are wrong: .*Database.*\./);
  expect(doctor.said()).not.toContain('hidden');
});

test('a setting that does not parse is one wrong thing among the others', async () => {
  await using root = await labRoot();
  await using doctor = startLab(['doctor'], {
    LAB_ROOT: root.path,
    PORT: 'eighty',
    DATABASE_URL: 'garbage',
  });
  expect(await doctor.exit).toBe(1);
  expect(doctor.said()).toContain(
    '✗ Settings           The setting PORT must be a port from 1 to 65535; it was "eighty".',
  );
  expect(doctor.said()).toMatch(/✗ Settings +The setting DATABASE_URL must be a URL/);
  // What is not known is not said: neither which port, nor which database it would be.
  expect(doctor.said()).toMatch(/– Database +not examined: DATABASE_URL is wrong/);
  expect(doctor.said()).not.toContain('front door');
  expect(doctor.said()).toContain('2 things are wrong');
  expect(doctor.said()).toMatch(/✓ Node/);
});
