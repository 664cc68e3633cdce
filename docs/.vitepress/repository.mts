import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { posix } from 'node:path'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Pages of the site whose files are elsewhere in the repository. */
export const elsewhere = [
  { page: 'samples', file: 'samples/README.md', text: 'Samples' },
  { page: 'changes', file: 'CHANGELOG.md', text: 'Changelog' },
  { page: 'contributing', file: 'AGENTS.md', text: 'For contributors' },
  { page: 'vulnerabilities', file: 'SECURITY.md', text: 'Reporting a vulnerability' },
]
  .map(entry => ({ ...entry, path: root + entry.file }))
  .filter(({ path }) => existsSync(path))

/** The anchor of a heading, as on the pages of a repository, so that a link works in both places. */
export const slug = (heading: string) =>
  heading.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')

/** Turns a link between files of the repository into one between pages; `null` for files that have no page. */
function toPage(from: string, href: string) {
  const [path, anchor] = href.split('#')
  const source = elsewhere.find(({ page }) => from === `project/${page}.md`)?.file ?? `docs/${from}`
  const target = posix.join(posix.dirname(source), path)
  const known = elsewhere.find(({ file }) => file === target)
  const page = known ? `project/${known.page}.md` : target === 'README.md' ? 'index.md' : target.startsWith('docs/') ? target.slice(5) : null
  return page && `/${page}${anchor ? `#${anchor}` : ''}`
}

/** A rule for markdown-it: links out of the folder lead to the corresponding page, or become plain text. */
export function pageLinks(md: any) {
  md.core.ruler.push('page-links', (state: any) => {
    for (const { children } of state.tokens.filter((token: any) => token.type === 'inline')) {
      children.forEach((open: any, at: number) => {
        const href = open.type === 'link_open' ? open.attrGet('href') : null
        if (href === null || /^([a-z]+:|#|\/)/.test(href)) {
          return
        }
        const page = toPage(state.env.relativePath, href)
        if (page) {
          open.attrSet('href', page)
        } else {
          open.attrs = open.attrs.filter(([name]: string[]) => name !== 'href')
          open.tag = children.slice(at).find((token: any) => token.type === 'link_close').tag = 'span'
        }
      })
    }
  })
}
