using ChatSdk.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>Checks the page with axe, which finds problems such as missing names, wrong roles and low contrast.</summary>
public sealed class AccessibilityTests : WebChatTest
{
    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task Page_has_no_accessibility_violation(ColorScheme scheme)
    {
        Server.Answers(FakeAnswer.Stream("# Title\n\nText with a [link](https://example.com) and `code`.\n\n```csharp\nreturn new List<int> { 1 }; // \"a\"\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n- [x] done"))
            .Answers(FakeAnswer.Stream("Once").ThenCuts())
            .AnswersError(400, "No.");
        await OpenAsync(scheme, ("CHATSDK_BASE_URL", Server.BaseAddress));
        await ShouldHaveNoViolationAsync();

        await AskAsync("One");
        await Expect(Status).ToHaveTextAsync("Done.");
        await AskAsync("Two");
        await Expect(Answer.Locator(".cut")).ToBeVisibleAsync();
        await AskAsync("Three");
        await Expect(Answer.Locator(".failed")).ToBeVisibleAsync();

        await ShouldHaveNoViolationAsync();
    }

    private async Task ShouldHaveNoViolationAsync()
    {
        var result = await Page.RunAxe();
        result.Violations.Select(violation => $"{violation.Id}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}").Should().BeEmpty();
    }
}
