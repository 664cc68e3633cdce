using System.Diagnostics;

namespace ChatSdk.Tests.Diagnostics;

internal static class SpanAssertions
{
    /// <summary>Fails unless the span has the given tags. The span may also have other tags.</summary>
    public static void ShouldHave(this Activity span, params (string Name, object? Value)[] tags) =>
        TelemetryBook.TagsOf(span).Should().Contain(tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value)));
}
