using ChatSdk.Tests.Samples;
using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>Base class for tests that run the WebChat sample in a real browser. Unless a test chooses another server, the fake server provides the answers.</summary>
[NeedsChromium]
[CancelAfter(60_000)]
public abstract class WebChatTest : ClientTest
{
    private WebChatProgram? _program;
    private IBrowserContext? _context;

    protected IPage Page { get; private set; } = null!;

    protected ILocator Input => Page.Locator("#input");

    protected ILocator Answer => Page.Locator(".answer").Last;

    protected ILocator AnswerText => Answer.Locator(".body");

    protected ILocator Status => Page.Locator("#status");

    [TearDown]
    public async Task CloseAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }

    private protected Task OpenAsync() => OpenAsync(ColorScheme.Light, ("CHATSDK_BASE_URL", Server.BaseAddress));

    private protected async Task OpenAsync(ColorScheme scheme, params (string Name, string Value)[] variables)
    {
        _program = await WebChatProgram.StartAsync(Guard, variables);
        _context = await ChromiumSetUp.Browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = 1000, Height = 1000 } });
        _context.SetDefaultTimeout(20_000);
        await _context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        Page = await _context.NewPageAsync();
        await Page.GotoAsync(_program.Address.ToString());
    }

    /// <summary>Types a prompt and sends it with Enter.</summary>
    protected async Task AskAsync(string prompt)
    {
        await Input.FillAsync(prompt);
        await Input.PressAsync("Enter");
    }

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
