using System.Diagnostics;
using ChatSdk.Testing;
using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>
/// Runs the published BlazorChat sample in a real browser. In most tests, the answers come from the fake server, whose origin differs from that of the page.
/// The screenshots are in <c>artifacts/screenshots</c>.
/// </summary>
[NeedsBlazorChat]
[CancelAfter(120_000)]
public sealed class BlazorChatTests : ClientTest
{
    private readonly List<string> _complaints = [];
    private Process? _program;
    private IBrowserContext? _context;
    private IPage _page = null!;

    private ILocator Input => _page.GetByLabel("Your message");

    private ILocator Answer => _page.Locator(".answer").Last;

    private ILocator Status => _page.Locator("#status");

    [SetUp]
    public void AllowThePage() => Server.AllowsAnyOrigin = true;

    [TearDown]
    public async Task CloseAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        if (_program is not null)
        {
            _program.Kill(entireProcessTree: true);
            await _program.WaitForExitAsync();
            _program.Dispose();
        }
    }

    [Test]
    public async Task Answer_from_another_origin_is_shown_before_the_stream_ends()
    {
        Server.Answers(FakeAnswer.Stream("**Once**", " upon").ThenHangs());
        await OpenAsync(ColorScheme.Light, Server.BaseAddress);

        await AskAsync("A story, please.");

        await Expect(Answer).ToHaveTextAsync("Once upon");
        await Expect(Answer.Locator("strong")).ToHaveTextAsync("Once");
        Server.Requests.Should().ContainSingle().Which.Headers.Should().ContainKey("Origin");
    }

    [TestCase("click")]
    [TestCase("Escape")]
    public async Task Stopping_an_answer_closes_the_connection_and_preserves_the_text_in_the_conversation(string action)
    {
        Server.Answers(FakeAnswer.Stream("Once", " upon").ThenHangs());
        await OpenAsync(ColorScheme.Light, Server.BaseAddress);
        await AskAsync("A story, please.");
        await Expect(Answer).ToHaveTextAsync("Once upon");

        await (action == "click" ? _page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync() : Input.PressAsync(action));

        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
        await Expect(Status).ToHaveTextAsync("Stopped.");
        await AskAsync("Go on.");
        await Expect(Answer).ToHaveTextAsync("You said: Go on.");
        Server.Requests[1].Chat!.Messages[1].Text.Should().Be("Once upon");
    }

    [Test]
    public async Task Error_is_shown_and_the_prompt_is_restored()
    {
        Server.AnswersError(401, "Incorrect API key <b>provided</b>.");
        await OpenAsync(ColorScheme.Light, Server.BaseAddress);

        await AskAsync("Hi");

        await Expect(Answer.Locator(".failed")).ToContainTextAsync("Incorrect API key <b>provided</b>.");
        await Expect(Input).ToHaveValueAsync("Hi");
    }

    [Test]
    public async Task Server_that_does_not_allow_the_origin_is_reported()
    {
        Server.AllowsAnyOrigin = false;
        await OpenAsync(ColorScheme.Light, Server.BaseAddress);

        await AskAsync("Hi");

        await Expect(Answer.Locator(".failed")).ToContainTextAsync("(CORS)");
    }

    [TestCase(ColorScheme.Light, 1000, 1000)]
    [TestCase(ColorScheme.Dark, 1000, 1000)]
    [TestCase(ColorScheme.Light, 390, 844)]
    public async Task Page_fits_the_width_of_the_window_and_logs_no_errors_or_warnings(ColorScheme scheme, int width, int height)
    {
        await OpenAsync(scheme, server: null);
        await _page.SetViewportSizeAsync(width, height);

        await AskAsync("What can this page do?");

        await Expect(Status).ToContainTextAsync("Done.");
        await _page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots", $"blazor-{scheme}-{width}.png") });
        (await _page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
        _complaints.Should().BeEmpty();
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private async Task OpenAsync(ColorScheme scheme, string? server)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetEnvironmentVariable("CHATSDK_BLAZOR_PROGRAM")!, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["CHATSDK_BASE_URL"] = server ?? "";
        _program = Process.Start(start)!;
        var line = await _program.StandardOutput.ReadLineAsync(Guard);
        _context = await ChromiumSetUp.Browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = 1000, Height = 1000 } });
        _context.SetDefaultTimeout(60_000);
        _page = await _context.NewPageAsync();
        _page.Console += (_, message) => Complain(message.Type is "error" or "warning", message.Text);
        _page.PageError += (_, error) => Complain(isProblem: true, error);
        await _page.GotoAsync(line!.Split(' ')[1]);
        await Expect(Input).ToBeFocusedAsync(new() { Timeout = 60_000 });
    }

    private void Complain(bool isProblem, string text)
    {
        if (isProblem)
        {
            _complaints.Add(text);
        }
    }

    private async Task AskAsync(string prompt)
    {
        await Input.FillAsync(prompt);
        await Input.PressAsync("Enter");
    }
}
