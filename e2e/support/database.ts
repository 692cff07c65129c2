import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BACKEND = join(import.meta.dirname, '..', '..', 'backend');
const EXECUTE = `
import asyncio, sys, asyncpg
async def execute(url, statement, *values):
    connection = await asyncpg.connect(url)
    await connection.execute(statement, *values)
    await connection.close()
asyncio.run(execute(*sys.argv[1:]))
`;

/** Change by SQL what a story cannot bring about in time: a wish ten minutes old. */
export async function execute(statement: string, ...values: readonly string[]): Promise<void> {
  const url = process.env['STORIES_DATABASE_URL'];
  if (!url) throw new Error('no database runs for the stories');
  await promisify(execFile)(join(BACKEND, '.venv', 'bin', 'python'), ['-c', EXECUTE, url, statement, ...values]);
}
