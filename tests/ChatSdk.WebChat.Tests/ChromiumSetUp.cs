using ChatSdk.Tests.Requirements;
using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>Starts one Chromium process for all tests in this namespace, if Chromium is installed.</summary>
[SetUpFixture]
internal sealed class ChromiumSetUp
{
    private static IBrowser? _browser;

    private IPlaywright? _playwright;

    public static IBrowser Browser => _browser ?? throw new InvalidOperationException("Chromium was not started.");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Chromium.Find() is not { } chromium)
        {
            return;
        }

        // On a busy machine, a page can take longer than the default time limit of 5 seconds.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
