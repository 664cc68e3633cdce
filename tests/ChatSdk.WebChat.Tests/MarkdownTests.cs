using ChatSdk.Testing;
using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>Tests how the page of the sample <c>WebChat</c> renders Markdown, and that it shows HTML in a prompt or an answer as text.</summary>
public sealed class MarkdownTests : WebChatTest
{
    [TestCase("Some **bold**, *thin*, ~~gone~~ and `a*b*c` text", "<p>Some <strong>bold</strong>, <em>thin</em>, <del>gone</del> and <code>a*b*c</code> text</p>")]
    [TestCase("**all *of* it** and snake_case_name, 2*3*4", "<p><strong>all <em>of</em> it</strong> and snake_case_name, 2<em>3</em>4</p>")]
    [TestCase("# One\n### Two\nText\n\n---", "<h2>One</h2><h4>Two</h4><p>Text</p><hr>")]
    [TestCase("- a\n- b\n  1. c\n  2. d\n- e", "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li><li>e</li></ul>")]
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
    [TestCase("| <iframe src=\"javascript:parent.isHacked = true\"> |\n|---|\n| b |", "<iframe src=\"javascript:parent.isHacked = true\"> b")]
    [TestCase("[click](javascript:window.isHacked=true)", "[click](javascript:window.isHacked=true)")]
    [TestCase("[click](https://example.com/\"onmouseover=\"window.isHacked=true)", "click")]
    [TestCase("![picture](https://example.com/leak?said=secret)", "picture")]
    public async Task Malicious_answer_runs_no_script_and_loads_nothing_from_other_hosts(string text, string expected)
    {
        var hosts = new List<string>();
        Server.AnswersText(text);
        await OpenAsync();
        Page.Request += (_, request) => hosts.Add(new Uri(request.Url).Host);

        await AskAsync("Hack me.");

        await Expect(Status).ToHaveTextAsync("Done.");
        await Expect(AnswerText).ToContainTextAsync(expected);
        await Expect(AnswerText.Locator("script, img, svg, iframe, [onload], [onerror], [onmouseover], a:not([href^='https://example.com/'])")).ToHaveCountAsync(0);
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
        await Expect(AnswerText).ToHaveTextAsync("""Look: <script>alert(1)</script> <img src=x onerror="alert(2)">""");
        await Expect(Page.Locator(".question p")).ToHaveTextAsync("<b>Hack</b> me.");
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
    [TestCase("> \n")]
    [TestCase("- \n")]
    public async Task Long_malicious_answer_does_not_hang_the_page(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 50_000 / repeated.Length));
        Server.Answers(FakeAnswer.Stream(text));
        await OpenAsync();

        await AskAsync("Hang.");

        await Expect(Status).ToHaveTextAsync("Done.");
    }

    [TestCase("a\n\n")]
    [TestCase("- a\n")]
    [TestCase("> a\n\n")]
    [TestCase("`a` ")]
    [TestCase("> `a` ")]
    public async Task Answer_with_50000_elements_is_shown_completely(string repeated)
    {
        const int Count = 50_000;
        Server.Answers(FakeAnswer.Stream(string.Concat(Enumerable.Repeat(repeated, Count))));
        await OpenAsync();

        await AskAsync("Write a lot.");

        await Expect(Status).ToHaveTextAsync("Done.");
        (await AnswerText.TextContentAsync())!.Count(character => character == 'a').Should().Be(Count);
    }

    [Test]
    public async Task Rendered_Markdown_does_not_depend_on_the_size_of_the_chunks()
    {
        const string Text = "# Title\n\nSome *text*\nin two lines.\n\n- a\n- b\n\n  c\n\n1. one\n2. two\n\n    code\n\n```csharp\nvar a = 1;\n\nvar b = 2;\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n> quote\n\nTitle\n=====\n\nlast";
        Server.Answers(FakeAnswer.Stream(Text)).Answers(FakeAnswer.Stream([.. Text.Select(character => $"{character}")]).Pausing(TimeSpan.FromMilliseconds(5)));
        await OpenAsync();
        await AskAsync("Write.");
        await Expect(Status).ToHaveTextAsync("Done.");
        var whole = await HtmlAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await Expect(Status).ToHaveTextAsync("Answering…");
        await Expect(Status).ToHaveTextAsync("Done.");

        (await HtmlAsync()).Should().Be(whole).And.Contain("<table>");
    }

    private async Task<string> RenderAsync(string text)
    {
        Server.Answers(FakeAnswer.Stream(text));
        await OpenAsync();
        await AskAsync("Write.");
        await Expect(Status).ToHaveTextAsync("Done.");
        return await HtmlAsync();
    }

    /// <summary>Returns the HTML of the last answer, without the buttons that copy code and without line breaks between elements.</summary>
    private async Task<string> HtmlAsync()
    {
        var html = await AnswerText.EvaluateAsync<string>(
            """
            body => {
                const copy = body.cloneNode(true);
                copy.querySelectorAll(".copy").forEach(button => button.remove());
                copy.querySelectorAll(".code").forEach(frame => frame.replaceWith(...frame.childNodes));
                return [...copy.children].map(block => block.innerHTML).join("\n");
            }
            """);
        return html.Replace(">\n", ">", StringComparison.Ordinal).Replace("\n<", "<", StringComparison.Ordinal);
    }
}
