import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { elsewhere, pageLinks, slug } from './repository.mts'

const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#3451b2" d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-9l-6 5v-5H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"/></svg>'
const docs = fileURLToPath(new URL('../', import.meta.url))

const groups: Record<string, string[]> = {
  'Get started': ['getting-started', 'migrating-from-openai', 'migrating-from-httpclient'],
  Guides: ['streaming', 'tools', 'structured-output', 'conversations', 'embeddings', 'stored-completions', 'errors-and-retries', 'testing', 'tool'],
  Integration: ['dependency-injection', 'api-keys', 'aspire', 'health-checks', 'extensions-ai', 'telemetry', 'response-cache', 'fallback', 'resilience', 'rate-limits', 'budgets', 'many-machines', 'browser', 'aot'],
  Reference: ['servers', 'security', 'performance', 'architecture', 'versioning'],
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

const types = markdownIn('api').filter(page => page !== 'index')
const namespaces = [...new Set(types.map(namespaceOf))]
const reference = [
  { text: 'API reference', link: '/api/' },
  ...namespaces.map(text => ({ text, collapsed: text !== 'ChatSdk', items: types.filter(type => namespaceOf(type) === text).map(type => item(`api/${type}`)) })),
]

function namespaceOf(type: string) {
  return type.slice(0, type.lastIndexOf('.'))
}

export default defineConfig({
  lang: 'en-GB',
  title: 'ChatSdk',
  description: 'A typed .NET client for every server that speaks the OpenAI-style chat protocol.',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  outDir: '../artifacts/site',
  cacheDir: '../artifacts/site-cache',
  markdown: { anchor: { slugify: slug }, config: pageLinks },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/getting-started', activeMatch: '^/(?!api/|project/|$)' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      { text: 'Changelog', link: '/project/changes' },
    ],
    sidebar: { '/': guide, '/api/': reference },
    outline: [2, 3],
    search: { provider: 'local' },
    footer: { message: 'MIT license' },
  },
})
