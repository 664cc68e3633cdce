using System.Globalization;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>Generates the events of a stream, in the various shapes that servers send. The shape determines which values change from event to event.</summary>
internal static class StreamShape
{
    private const string _common = "\"created\":1741570283,\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_50cad350e4\"";

    private static readonly string[] _words = [" the", " quick", " model", " of", " stream", ".", " token", " and", "\\n\\n", " value", " caf\u00e9", " \\\""];

    private static readonly Dictionary<string, Func<int, string>> _events = new(StringComparer.Ordinal)
    {
        ["stream"] = Text,
        ["obfuscated"] = number => Text(number).Replace("\"usage\":null", $"\"usage\":null,\"obfuscation\":\"{"aZ3kQ9xLmP2vB7nR"[..(number * 11 % 16)]}\"", StringComparison.Ordinal),
        ["tools"] = number => Chunk($"{{\"tool_calls\":[{{\"index\":0,\"function\":{{\"arguments\":\"{Word(number)}\"}}}}]}}"),
        ["reasoning"] = number => Chunk($"{{\"reasoning_content\":\"{Word(number)}\"}}"),
        ["usage"] = number => Text(number).Replace("\"usage\":null", $"\"usage\":{{\"prompt_tokens\":57,\"completion_tokens\":{number + 1},\"total_tokens\":{number + 58}}}", StringComparison.Ordinal),
        ["times"] = number => Text(number).Replace("1741570283", $"{1741570283 + (number / 7)}", StringComparison.Ordinal).Replace("\"usage\":null", $"\"usage\":null,\"x_time\":{Number(0.0137 * (number + 1))}", StringComparison.Ordinal),
        ["ids"] = number => $"event: message\nid: {number}\n{Text(number)}",
        ["two choices"] = number => Text(number).Replace("\"index\":0", $"\"index\":{number % 2}", StringComparison.Ordinal),
        ["logprobs"] = number => Text(number).Replace("\"logprobs\":null", $"\"logprobs\":{{\"content\":[{Token(number, Word(number))[..^1]},\"top_logprobs\":[{Token(number, Word(number))},{Token(2 * number, " a")}]}}]}}", StringComparison.Ordinal),
        ["text completion"] = number => $"data: {{\"id\":\"cmpl-1\",\"object\":\"text_completion\",{_common},\"choices\":[{{\"index\":0,\"text\":\"{Word(number)}\",\"logprobs\":null,\"finish_reason\":null}}],\"usage\":null}}\n\n",
    };

    public static IEnumerable<string> Names => _events.Keys;

    public static string EventOf(string shape, int number) => _events[shape](number);

    private static string Text(int number) => Chunk($"{{\"content\":\"{Word(number)}\"}}");

    private static string Chunk(string delta) =>
        $"data: {{\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\",\"object\":\"chat.completion.chunk\",{_common},\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":null}}],\"usage\":null}}\n\n";

    private static string Token(int number, string text) =>
        $"{{\"token\":\"{text}\",\"logprob\":{Number(-0.01 * ((number % 97) + 1))},\"bytes\":[32,{97 + (number % 26)}]}}";

    private static string Word(int number) => _words[number % _words.Length];

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
