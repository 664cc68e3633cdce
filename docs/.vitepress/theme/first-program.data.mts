import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createMarkdownRenderer } from 'vitepress'

const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))

/** The first program of the README, with its colors. */
export declare const data: { html: string }

export default {
  watch: [readme],
  async load() {
    const markdown = await createMarkdownRenderer(fileURLToPath(new URL('../../', import.meta.url)))
    const block = readFileSync(readme, 'utf8').match(/^```csharp\n[^]*?^```$/m)![0]
    return { html: markdown.render(block).match(/<pre[^]*<\/pre>/)![0] }
  },
}
