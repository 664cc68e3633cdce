using System.Globalization;
using ChatSdk.Testing;
using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>Tests the appearance of the page in a light and a dark color scheme, and on a small screen. The screenshots are in <c>artifacts/screenshots</c>.</summary>
public sealed class AppearanceTests : WebChatTest
{
    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task Page_uses_the_color_scheme_of_the_system_with_enough_contrast(ColorScheme scheme)
    {
        await OpenAsync(scheme);
        await TakeScreenshotAsync($"start-{scheme}");

        await AskAsync("What can this page do?");
        await Expect(Status).ToHaveTextAsync("Done.");
        await TakeScreenshotAsync($"answer-{scheme}");

        (await ContrastAsync("body", "body")).Should().BeGreaterThan(7);
        (await ContrastAsync("#keys", "body")).Should().BeGreaterThan(4.5);
        (await ContrastAsync("#send", "#send")).Should().BeGreaterThan(4.5);
        (await ContrastAsync(".question p", ".question p")).Should().BeGreaterThan(4.5);
        (await ContrastAsync(".answer a", "body")).Should().BeGreaterThan(4.5);
        (await LuminanceAsync("body", "background-color") > 0.5).Should().Be(scheme == ColorScheme.Light);
    }

    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task Answer_can_be_stopped_and_an_error_has_enough_contrast(ColorScheme scheme)
    {
        Server.Answers(FakeAnswer.Stream("It was a dark", " and stormy").ThenHangs()).AnswersError(429, "You exceeded your current quota.", code: "insufficient_quota");
        await OpenAsync(scheme, ("CHATSDK_BASE_URL", Server.BaseAddress));

        await AskAsync("Tell me a story.");
        await Expect(AnswerText).ToHaveTextAsync("It was a dark and stormy");
        await TakeScreenshotAsync($"growing-{scheme}");
        await Page.Locator("#stop").ClickAsync();
        await Expect(Status).ToHaveTextAsync("Stopped.");
        await AskAsync("Go on.");
        await Expect(Answer.Locator(".failed")).ToBeVisibleAsync();
        await TakeScreenshotAsync($"error-{scheme}");

        (await ContrastAsync(".failed", ".failed")).Should().BeGreaterThan(4.5);
    }

    [Test]
    public async Task Page_fits_a_small_screen()
    {
        await OpenAsync(ColorScheme.Light);
        await Page.SetViewportSizeAsync(360, 640);

        await AskAsync("What can this page do?");
        await Expect(Status).ToHaveTextAsync("Done.");
        await TakeScreenshotAsync("small");

        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(360);
        await Expect(Page.Locator("#send")).ToBeInViewportAsync();
    }

    private async Task TakeScreenshotAsync(string name) =>
        await Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots", $"{name}.png") });

    /// <summary>Returns the contrast ratio between text and its background, from 1 to 21, as defined by the Web Content Accessibility Guidelines.</summary>
    private async Task<double> ContrastAsync(string text, string background)
    {
        var (one, other) = (await LuminanceAsync(text, "color"), await LuminanceAsync(background, "background-color"));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private async Task<double> LuminanceAsync(string selector, string property)
    {
        var color = await Page.Locator(selector).Last.EvaluateAsync<string>("(element, property) => getComputedStyle(element).getPropertyValue(property)", property);
        var parts = color[(color.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',').Select(part => Linear(double.Parse(part, CultureInfo.InvariantCulture) / 255)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static double Linear(double part) => part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
}
