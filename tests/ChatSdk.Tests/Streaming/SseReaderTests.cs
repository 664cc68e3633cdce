namespace ChatSdk.Tests.Streaming;

/// <summary>Tests that event streams are read as the WHATWG specification requires, including its own examples, and that common deviations are tolerated.</summary>
[TestFixture]
public sealed class SseReaderTests
{
    private static IEnumerable<TestCaseData> Specified =>
    [
        Case("data lines are joined", "data: YHOO\ndata: +2\ndata: 10\n\n", "YHOO\n+2\n10"),
        Case("comments, an id without a value, two spaces", ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n", "first event", "second event", " third event"),
        Case("data without a value, and an unterminated last event", "data\n\ndata\ndata\n\ndata:", "", "\n"),
        Case("one space after the colon is ignored", "data:test\n\ndata: test\n\n", "test", "test"),
        Case("event types", "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\ndata: x\n\n", "add|73857293", "remove|2153", "x"),
        Case("an empty type is the default type", "event:\ndata: x\n\nevent: message\ndata: y\n\n", "x", "y"),
        Case("the last type is used", "event: a\nevent: b\ndata: x\n\n", "b|x"),
        Case("a type without data is not an event", "event: a\n\ndata: x\n\n", "x"),
        Case("CR", "data: a\rdata: b\r\rdata: c\r\r", "a\nb", "c"),
        Case("CRLF", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", "a\nb", "c"),
        Case("line endings of all kinds", "data: a\r\ndata: b\n\rdata: c\r\n\ndata: d\r\r", "a\nb", "c", "d"),
        Case("a byte order mark", "\uFEFFdata: a\n\ndata: b\n\n", "a", "b"),
        Case("only one byte order mark, and only at the start", "\uFEFF\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: c\n\n", "c"),
        Case("unknown and uppercase fields are ignored", "DATA: a\ndata : b\n data: c\nretry: 5\nfoo: bar\ndata: d\n\n", "d"),
        Case("a colon in the data", "data: a: b\ndata::c\n\n", "a: b\n:c"),
        Case("multibyte characters, and separators that are not line endings", "data: ü€😀\u2028\u0085x\n\n", "ü€😀\u2028\u0085x"),
        Case("NUL", "data: a\0b\n\n", "a\0b"),
        Case("empty lines between events", "\n\n\ndata: a\n\n\n\ndata: b\n\n", "a", "b"),
        Case("comments in the middle of an event", "data: a\n:\n: ping\ndata: b\n\n", "a\nb"),
        Case("an empty stream", ""),
        Case("only comments", ": ping\n\n: ping\n\n"),
    ];

    private static IEnumerable<TestCaseData> Tolerated =>
    [
        Case("complete JSON at the end without a blank line", "data: {\"a\":1}\n", "{\"a\":1}"),
        Case("complete JSON at the end without a line ending", "data: {\"a\":1}", "{\"a\":1}"),
        Case("[DONE] at the end without a line ending", "data: {\"a\":1}\n\ndata: [DONE]", "{\"a\":1}", "[DONE]"),
        Case("truncated JSON at the end is ignored", "data: {\"a\":1}\n\ndata: {\"a\":", "{\"a\":1}"),
        Case("text at the end without a blank line is ignored", "data: a\n\ndata: b\n", "a"),
        Case("a type after complete JSON belongs to the next event", "data: {\"a\":1}\nevent: error\ndata: {\"b\":2}\n\ndata: {\"c\":3}\n\n", "{\"a\":1}", "error|{\"b\":2}", "{\"c\":3}"),
        Case("indented JSON with lines without data:", "data: {\n  \"a\": [\n    1\n  ]\n}\n\ndata: b\n\n", "{\n  \"a\": [\n    1\n  ]\n}", "b"),
        Case("indented JSON without any data:", "{\n  \"a\": 1\n}\n\n{\n  \"a\": 2\n}\n\n", "{\n  \"a\": 1\n}", "{\n  \"a\": 2\n}"),
        Case("NDJSON", "{\"a\":1}\n{\"a\":2}\n\n", "{\"a\":1}", "{\"a\":2}"),
        Case("a single line ending between events", "data: {\"a\":1}\ndata: {\"a\":2}\ndata: [DONE]\n", "{\"a\":1}", "{\"a\":2}", "[DONE]"),
        Case("a line of spaces and tabs between events", "data: {\"a\":1}\n \ndata: {\"a\":2}\n \t \ndata: [DONE]\n\n", "{\"a\":1}", "{\"a\":2}", "[DONE]"),
        Case("data lines that are not JSON are joined", "data: a\ndata: b\ndata: [DONE]x\n\n", "a\nb\n[DONE]x"),
        Case("JSON on several data lines is joined", "data: {\"a\":\ndata: 1}\n\n", "{\"a\":\n1}"),
        Case("text after JSON is joined", "data: {\"a\":1}\ndata: b\n\n", "{\"a\":1}\nb"),
        Case("a line that is not part of JSON is ignored", "data: {\"a\":1\nfoo\n\ndata: b\n\n", "{\"a\":1", "b"),
        Case("an error: field", "error: {\"message\":\"no\"}\n\n", "error|{\"message\":\"no\"}"),
        Case("an error: field with plain text", "error: no\n\ndata: a\n\n", "error|no", "a"),
        Case("[DONE] without data:", "data: {\"a\":1}\n\n[DONE]\n\n", "{\"a\":1}", "[DONE]"),
        Case("braces in strings are ignored", "data: {\"a\":\"}{\\\"\"}\ndata: {\"a\":2}\n\n", "{\"a\":\"}{\\\"\"}", "{\"a\":2}"),
    ];

    [TestCaseSource(nameof(Specified))]
    public async Task Reader_follows_the_specification(string text, string[] expected) =>
        (await SseReading.EventsOfAsync(text)).Should().Equal(expected);

    [TestCaseSource(nameof(Tolerated))]
    public async Task Reader_tolerates_common_deviations_from_the_specification(string text, string[] expected) =>
        (await SseReading.EventsOfAsync(text)).Should().Equal(expected);

    private static TestCaseData Case(string name, string text, params string[] expected) => new TestCaseData(text, expected).SetArgDisplayNames(name);
}
