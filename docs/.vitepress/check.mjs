// Tests the built site in Chromium: pages, search, light and dark mode, a narrow window. Screenshots are in artifacts/screenshots.
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { chromium } from 'playwright-core'

const site = new URL('../../artifacts/site/', import.meta.url)
const pictures = new URL('../../artifacts/screenshots/', import.meta.url)
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.json': 'application/json' }

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
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.on('console', message => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  page.on('response', response => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`))
  await mkdir(pictures, { recursive: true })

  const picture = name => page.screenshot({ path: new URL(`docs-${name}.png`, pictures).pathname })
  const heading = text => page.getByRole('heading', { level: 1, name: text }).waitFor()
  const fits = async () => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${page.url()} is wider than the window`)

  await page.goto(address)
  assert.equal(await page.title(), 'ChatSdk')
  await page.getByText('One .NET client for every chat server').waitFor()
  await picture('home')

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
  await picture('streaming')

  await page.locator('.VPNavBarSearch button').first().click()
  await page.locator('#localsearch-input').fill('retry budget')
  const result = page.locator('#localsearch-list a').first()
  await result.waitFor()
  assert.match(await result.innerText(), /Errors and retries/)
  await picture('search')
  await result.click()
  await heading('Errors and retries')

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${address}api/ChatSdk.ChatClient.html`)
  await heading('ChatClient')
  await page.locator('h3#createstreamasync').waitFor()
  assert.ok(await page.evaluate(() => document.documentElement.classList.contains('dark')))
  await picture('api-dark')
  await page.getByRole('main').getByRole('link', { name: 'ChatCompletionRequest' }).first().click()
  await heading('ChatCompletionRequest')

  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['', 'streaming.html', 'servers.html', 'api/ChatSdk.ChatCompletionRequest.html']) {
    await page.goto(address + path)
    await fits()
  }
  await picture('narrow')

  assert.deepEqual(complaints, [])
  console.log('The site shows its pages, search results, and both color schemes.')
} finally {
  await browser.close()
  server.close()
}
