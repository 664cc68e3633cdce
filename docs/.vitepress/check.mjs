// Tests the built site in Chromium: pages, links, search, code blocks, light and dark mode, three sizes. Screenshots are in artifacts/screenshots.
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { chromium } from 'playwright-core'

const site = new URL('../../artifacts/site/', import.meta.url)
const pictures = new URL('../../artifacts/screenshots/', import.meta.url)
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png' }

const shown = {
  home: '',
  start: 'getting-started.html',
  servers: 'servers.html',
  troubleshooting: 'troubleshooting.html',
  comparison: 'comparison.html',
  api: 'api/ChatSdk.ChatClient.html',
}

const sizes = { desktop: [1440, 900], laptop: [1280, 800], phone: [390, 844] }

// What people type, and the page or section that must be among the first results.
const searches = {
  'retry budget': /Errors and retries/,
  docker: /Docker container/,
  'json mode': /JSON mode/,
  'log request': /log requests|what is sent/,
  timeout: /Timeouts/,
  think: /think/,
  '404': /404/,
  'rate limit': /rate limit/i,
  proxy: /proxy/i,
  certificate: /certificate/i,
  cors: /CORS/,
  'context length': /context/i,
  'empty answer': /answer is empty/i,
  ollama: /Ollama/,
  azure: /Azure/,
  mock: /mock/,
}

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://site').pathname.slice(1)
  try {
    const body = await readFile(new URL(path === '' || path.endsWith('/') ? `${path}index.html` : path, site))
    response.writeHead(200, { 'content-type': kinds[extname(path) || '.html'] ?? 'application/octet-stream' }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}/`

const browser = await chromium.launch({ executablePath: process.env.CHATSDK_CHROMIUM ?? '/usr/bin/chromium' })
try {
  const complaints = []
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('console', message => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  page.on('response', response => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`))
  await mkdir(pictures, { recursive: true })

  const picture = name => page.screenshot({ path: new URL(`docs-${name}.png`, pictures).pathname })
  const heading = text => page.getByRole('heading', { level: 1, name: text }).waitFor()

  await page.goto(address)
  assert.equal(await page.title(), 'ChatSdk')
  await page.getByText('One .NET client for every chat server').waitFor()
  await page.locator('.home-code').getByText('CreateStreamAsync').waitFor()
  await page.getByText('dotnet add package ChatSdk').first().waitFor()
  assert.equal(await page.locator('link[rel=icon]').getAttribute('href'), '/logo.svg')

  for (const link of await page.locator('.VPHome a').evaluateAll(all => all.map(a => a.href))) {
    await page.goto(link)
    const { hash } = new URL(link)
    assert.ok(await page.evaluate(id => !id || document.getElementById(id), hash.slice(1)), `the target of ${link} does not exist`)
  }

  await page.goto(address)
  await page.getByRole('link', { name: 'Get started' }).click()
  await heading('Getting started')
  await page.locator('.VPSidebar').getByRole('link', { name: 'Streaming' }).click()
  await heading('Streaming')
  await page.getByText('await foreach').first().waitFor()

  await page.goto(address)
  await page.locator('.VPNavBarSearch button').first().click()
  for (const [words, expected] of Object.entries(searches)) {
    await page.locator('#localsearch-input').fill(words)
    const first = () => [...document.querySelectorAll('#localsearch-list a')].slice(0, 5).map(a => a.getAttribute('aria-label') ?? a.innerText).join('\n')
    const found = await page.waitForFunction(`new RegExp(${JSON.stringify(expected.source)}, 'i').test((${first})())`, null, { timeout: 10_000 }).catch(() => null)
    assert.ok(found, `the first results for "${words}" are:\n${await page.evaluate(first)}`)
  }
  await page.locator('#localsearch-input').fill('docker')
  await page.locator('#localsearch-list a').filter({ hasText: 'Docker container' }).first().waitFor()
  await picture('search')
  await page.locator('#localsearch-list a').filter({ hasText: 'Docker container' }).first().click()
  await heading('Troubleshooting')

  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const [size, [width, height]] of Object.entries(sizes)) {
      await page.setViewportSize({ width, height })
      for (const [name, path] of Object.entries(shown)) {
        await page.goto(address + path)
        await page.waitForLoadState('networkidle')
        assert.equal(await page.evaluate(() => document.documentElement.classList.contains('dark')), scheme === 'dark')
        // On a phone, a wide table may scroll.
        const parts = size === 'phone' ? '.vp-doc pre, .home-code pre' : '.vp-doc pre, .vp-doc table, .home-code pre'
        const wide = await page.evaluate(parts => [document.documentElement, ...document.querySelectorAll(parts)]
          .filter(element => element.scrollWidth > Math.min(element.clientWidth + 1, innerWidth)).map(element => element.innerText.slice(0, 80)), parts)
        assert.deepEqual(wide, [], `these parts of ${path} are cut off in a window of ${width} pixels`)
        await picture(`${name}-${size}-${scheme}`)
      }
    }
  }

  await page.goto(`${address}api/ChatSdk.ChatClient.html`)
  for (const method of ['createasync', 'createstreamasync', 'runtoolsasync', 'createembeddingsasync', 'createmanyasync', 'trycreateasync']) {
    await page.locator(`h3#${method}`).waitFor({ state: 'attached' })
  }
  await page.getByRole('main').getByRole('link', { name: 'ChatCompletionRequest' }).first().click()
  await heading('ChatCompletionRequest')

  assert.deepEqual(complaints, [])
  console.log('The site shows its pages, search results, and both color schemes.')
} finally {
  await browser.close()
  server.close()
}
