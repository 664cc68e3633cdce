import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { elsewhere, pageLinks, slug } from './repository.mts'

const docs = fileURLToPath(new URL('../', import.meta.url))

const groups: Record<string, string[]> = {
  'Get started': ['getting-started', 'gallery', 'comparison', 'servers', 'troubleshooting', 'migrating-from-openai', 'migrating-from-httpclient'],
  Guides: ['streaming', 'tools', 'structured-output', 'conversations', 'embeddings', 'stored-completions', 'errors-and-retries', 'testing', 'tool'],
  'In your application': ['dependency-injection', 'api-keys', 'extensions-ai', 'telemetry', 'health-checks', 'aspire', 'browser', 'aot'],
  Scale: ['rate-limits', 'budgets', 'fallback', 'response-cache', 'resilience', 'many-machines'],
  Reference: ['security', 'performance', 'architecture', 'captures', 'versioning'],
}

const pages = markdownIn('').filter(page => page !== 'index')
const unsorted = pages.filter(page => !Object.values(groups).flat().includes(page))

function markdownIn(folder: string) {
  return readdirSync(docs + folder).filter(file => file.endsWith('.md')).map(file => file.slice(0, -3)).sort()
}

function titleOf(file: string) {
  return readFileSync(file, 'utf8').match(/^# (.+)$/m)![1].replaceAll('`', '')
}

const item = (page: string) => ({ text: titleOf(`${docs}${page}.md`), link: `/${page}` })

const guide = [
  ...Object.entries(groups).map(([text, names]) => ({ text, items: names.filter(name => pages.includes(name)).map(item) })),
  { text: 'More', items: [...unsorted.map(item), ...elsewhere.map(({ page, text }) => ({ text, link: `/project/${page}` }))] },
]

/** The types by package and area, in the order of the index of the reference. */
function areas() {
  const index = existsSync(`${docs}api/index.md`) ? readFileSync(`${docs}api/index.md`, 'utf8') : ''
  const sections = index.split(/^##+ /m).slice(1).map(section => ({
    text: section.slice(0, section.indexOf('\n')),
    items: [...section.matchAll(/^\| \[`(.+?)`\]\((.+?)\.md\)/gm)].map(([, text, page]) => ({ text, link: `/api/${page}` })),
  }))
  return sections.filter(({ items }) => items.length > 0).map((section, at) => ({ ...section, collapsed: at > 0 }))
}

const reference = [{ text: 'API reference', link: '/api/' }, ...areas()]

export default defineConfig({
  lang: 'en-US',
  title: 'ChatSdk',
  description: 'A typed .NET client for every server that speaks the OpenAI-style chat protocol.',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/logo.svg' }], ['meta', { name: 'theme-color', content: '#6d4aff' }]],
  // Pages mention addresses of local servers, which exist only while these run.
  ignoreDeadLinks: 'localhostLinks',
  outDir: '../artifacts/site',
  cacheDir: '../artifacts/site-cache',
  markdown: { anchor: { slugify: slug }, config: pageLinks },
  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Guide', link: '/getting-started', activeMatch: '^/(?!api/|project/|comparison|gallery|servers|$)' },
      { text: 'Gallery', link: '/gallery' },
      { text: 'Servers', link: '/servers' },
      { text: 'How it compares', link: '/comparison' },
      { text: 'API', link: '/api/ChatSdk.ChatClient', activeMatch: '^/api/' },
      { text: 'Changelog', link: '/project/changes' },
    ],
    sidebar: { '/': guide, '/api/': reference },
    outline: [2, 3],
    search: { provider: 'local', options: { miniSearch: { searchOptions: { boost: { title: 6, text: 1, titles: 1 }, fuzzy: 0.2, prefix: true } } } },
    footer: { message: 'MIT license' },
  },
})
