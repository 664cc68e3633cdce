using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>Tests how the page renders Markdown, and that HTML in an answer is shown as text.</summary>
public sealed class MarkdownTests : WebChatTest
{
    [TestCase("Some **bold**, *thin*, ~~gone~~ and `a*b*c` text", "<p>Some <strong>bold</strong>, <em>thin</em>, <del>gone</del> and <code>a*b*c</code> text</p>")]
    [TestCase("**all *of* it** and snake_case_name, 2*3*4", "<p><strong>all <em>of</em> it</strong> and snake_case_name, 2<em>3</em>4</p>")]
    [TestCase("# One\n### Two\nText\n\n---", "<h3>One</h3><h5>Two</h5><p>Text</p><hr>")]
    [TestCase("- a\n- b\n  1. c\n  2. d\n\n- e", "<ul><li>a</li><li>b<ol start=\"1\"><li>c</li><li>d</li></ol></li><li>e</li></ul>")]
    [TestCase("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>")]
    [TestCase("> a\n> - b", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>")]
    [TestCase("```js\n<b>&amp;</b>\n\n* no list\n```\nafter", "<pre tabindex=\"0\" data-language=\"js\"><code>&lt;b&gt;&amp;amp;&lt;/b&gt;\n\n* no list</code></pre><p>after</p>")]
    [TestCase("````\n```js\n```\n````", "<pre tabindex=\"0\" data-language=\"\"><code>```js\n```</code></pre>")]
    [TestCase("~~~\nnot closed yet", "<pre tabindex=\"0\" data-language=\"\"><code>not closed yet</code></pre>")]
    [TestCase("| a | b |\n|---|:-:|\n| `c` | d |", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>c</code></td><td>d</td></tr></tbody></table>")]
    [TestCase("[here](https://example.com/a_(b)) and \\*there\\*", "<p><a href=\"https://example.com/a_(b)\" target=\"_blank\" rel=\"noopener noreferrer\">here</a> and *there*</p>")]
    [TestCase("See https://example.com/x.", "<p>See <a href=\"https://example.com/x\" target=\"_blank\" rel=\"noopener noreferrer\">https://example.com/x</a>.</p>")]
    [TestCase("an *unfinished **thing", "<p>an *unfinished **thing</p>")]
    public async Task Markdown_is_rendered_as_HTML(string text, string expected) => (await RenderAsync(text)).Should().Be(expected);

    [TestCase("<script>window.isHacked = true</script>", "<script>window.isHacked = true</script>")]
    [TestCase("<img src=x onerror=\"window.isHacked = true\">", "<img src=x onerror=\"window.isHacked = true\">")]
    [TestCase("**<svg onload='window.isHacked = true'>**", "<svg onload='window.isHacked = true'>")]
    [TestCase("```\n</code></pre><script>window.isHacked = true</script>\n```", "</code></pre><script>window.isHacked = true</script>")]
    [TestCase("```js\"onload=\"window.isHacked=true\ncode\n```", "code")]
    [TestCase("| <iframe src=\"javascript:parent.isHacked = true\"> |\n|---|\n| b |", "<iframe src=\"javascript:parent.isHacked = true\">b")]
    [TestCase("[click](javascript:window.isHacked=true)", "[click](javascript:window.isHacked=true)")]
    [TestCase("[click](https://example.com/\"onmouseover=\"window.isHacked=true)", "click")]
    [TestCase("![picture](https://example.com/leak?said=secret)", "picture")]
    public async Task Malicious_answer_runs_no_script_and_loads_nothing(string text, string expected)
    {
        var hosts = new List<string>();
        Server.AnswersText(text);
        await OpenAsync();
        Page.Request += (_, request) => hosts.Add(new Uri(request.Url).Host);

        await AskAsync("Hack me.");

        await Expect(Status).ToHaveTextAsync("Done.");
        (await Answer.TextContentAsync()).Should().Be(expected);
        await Expect(Answer.Locator("script, img, svg, iframe, [onload], [onerror], [onmouseover], a:not([href^='https://example.com/'])")).ToHaveCountAsync(0);
        (await Page.EvaluateAsync<bool>("() => 'isHacked' in window")).Should().BeFalse();
        hosts.Should().NotBeEmpty().And.OnlyContain(host => host == "127.0.0.1");
    }

    [Test]
    public async Task HTML_in_the_prompt_and_the_answer_is_shown_as_text()
    {
        Server.AnswersText("""Look: <script>alert(1)</script> <img src=x onerror="alert(2)">""");
        await OpenAsync();

        await AskAsync("<b>Hack</b> me.");

        await Expect(Status).ToHaveTextAsync("Done.");
        await Expect(Answer).ToHaveTextAsync("""Look: <script>alert(1)</script> <img src=x onerror="alert(2)">""");
        await Expect(Page.Locator(".question")).ToHaveTextAsync("<b>Hack</b> me.");
    }

    [Test]
    public async Task Trusted_types_prevent_the_page_from_inserting_markup()
    {
        await OpenAsync();

        var insert = () => Page.EvaluateAsync("() => { document.body.innerHTML = '<b>x</b>'; }");

        (await insert.Should().ThrowAsync<PlaywrightException>()).WithMessage("*TrustedHTML*");
    }

    [TestCase("[")]
    [TestCase("*a ")]
    [TestCase("`a")]
    [TestCase("> ")]
    [TestCase("- ")]
    [TestCase("a_")]
    [TestCase("[a](")]
    [TestCase("|-")]
    [TestCase("**a*")]
    public async Task Long_malicious_answer_does_not_make_the_page_hang(string repeated)
    {
        await OpenAsync();

        var milliseconds = await Page.EvaluateAsync<double>(
            """
            async repeated => {
                const { renderMarkdown } = await import("./markdown.js");
                const start = performance.now();
                renderMarkdown(repeated.repeat(50000 / repeated.length));
                renderMarkdown((repeated + "\n").repeat(5000));
                return performance.now() - start;
            }
            """,
            repeated);

        milliseconds.Should().BeLessThan(10_000);
    }

    [TestCase("a\n\n")]
    [TestCase("- a\n")]
    [TestCase("> a\n\n")]
    [TestCase("`a` ")]
    [TestCase("> `a` ")]
    [TestCase("| a ")]
    public async Task Answer_with_very_many_elements_is_rendered(string repeated)
    {
        await OpenAsync();

        var length = await Page.EvaluateAsync<int>(
            """
            async repeated => {
                const { renderMarkdown } = await import("./markdown.js");
                const table = repeated.startsWith("|") ? "\n|-|\n" + repeated.repeat(150000) : "";
                return renderMarkdown(repeated.repeat(150000) + table).textContent.length;
            }
            """,
            repeated);

        length.Should().BeGreaterThanOrEqualTo(150_000);
    }

    private async Task<string> RenderAsync(string text)
    {
        await OpenAsync();
        return await Page.EvaluateAsync<string>(
            """
            async text => {
                const { renderMarkdown } = await import("./markdown.js");
                const box = document.createElement("div");
                box.append(renderMarkdown(text));
                return box.innerHTML;
            }
            """,
            text);
    }
}
