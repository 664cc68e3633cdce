import { readFileSync } from 'node:fs'
import { elsewhere } from '../.vitepress/repository.mts'

/** The pages whose files are elsewhere in the repository. */
export default {
  paths: () => elsewhere.map(({ page, path }) => ({ params: { page }, content: readFileSync(path, 'utf8') })),
}
