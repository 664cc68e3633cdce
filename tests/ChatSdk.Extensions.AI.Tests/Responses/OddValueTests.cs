using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSdk.Testing;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Extensions.AI.Tests.Responses;

/// <summary>
/// Tests that the adapter accepts every value that ChatSdk accepts, although the types of Microsoft.Extensions.AI validate their values.
/// One test replaces the strings in all captured answers with odd values, which are empty, blank, malformed or null.
/// </summary>
[TestFixture]
public sealed partial class OddValueTests : AdapterTest
{
    private const string _everything = "everything";

    // A response with every value that is passed to a type of Microsoft.Extensions.AI.
    private const string Everything =
        """
        {"id":"1","object":"chat.completion","model":"x","citations":["https://host/a"],"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","name":"Ada",
        "reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm.","signature":"s","id":"r1","format":"f","odd":"o"}],"refusal":"No.",
        "audio":{"id":"a1","data":"AQID","transcript":"Hi"},"function_call":{"name":"f","arguments":"{}"},
        "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"custom","custom":{"name":"sql","input":"select 1"}}],
        "annotations":[{"type":"url_citation","url_citation":{"url":"https://host/a","title":"A","start_index":0,"end_index":2}}],
        "content":[{"type":"text","text":"Hi"},{"type":"refusal","refusal":"No."},{"type":"thinking","thinking":[{"type":"text","text":"Hm."}],"signature":"s"},
        {"type":"image_url","image_url":{"url":"https://host/a.png","detail":"low"}},{"type":"input_audio","input_audio":{"data":"AQID","format":"wav"}},
        {"type":"file","file":{"file_id":"f1","filename":"a"}},{"type":"file","file":{"file_data":"data:application/pdf;base64,AQID","filename":"a"}}]}}],
        "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}
        """;

    private static readonly string[] _values = ["\"\"", "\" \"", """ "\u0000\ud800;/\"%zz,data:" """, "\"data:;base64,?\"", "null"];

    private static IEnumerable<string> Answers =>
        [
            _everything,
            .. WireFixture.All().Where(fixture => fixture.Operation is "chat" or "chat_stream" && !fixture.IsError && !fixture.Expected.TryGetProperty("error", out _)).Select(fixture => fixture.Name),
        ];

    [TestCaseSource(nameof(Answers))]
    public async Task Odd_strings_in_an_answer_cause_no_exception_except_a_ChatException(string name)
    {
        var fixture = name == _everything ? null : WireFixture.Load(name);
        var body = fixture is null ? Everything : Encoding.UTF8.GetString(fixture.Body);
        var responses = 0;

        foreach (var odd in Variants(body))
        {
            responses += await CountResponsesAsync(FakeAnswer.Bytes(Encoding.UTF8.GetBytes(odd), fixture?.Headers["content-type"] ?? "application/json"));
        }

        responses.Should().BePositive();
    }

    [TestCase("audio/wav")]
    [TestCase("wav 16k")]
    public async Task Audio_with_an_unusual_format_name_is_preserved(string format)
    {
        var answer = await GetResponseAsync($$$"""{"choices":[{"message":{"content":[{"type":"text","text":"Hi"},{"type":"input_audio","input_audio":{"data":"AQID","format":"{{{format}}}"}}]}}]}""");

        answer.Text.Should().Be("Hi");
        answer.Messages[0].Contents[1].RawRepresentation.Should().BeOfType<AudioPart>();
    }

    [Test]
    public async Task Audio_requested_with_an_unusual_format_name_is_preserved()
    {
        ChatOptions options = new() { RawRepresentationFactory = _ => new ChatCompletionRequest { Messages = [], Audio = new() { Voice = "v", Format = "wav 16k" } } };

        var answer = await GetResponseAsync("""{"choices":[{"message":{"audio":{"id":"a1","data":"AQID"}}}]}""", options);

        answer.Messages[0].Contents.Should().ContainSingle().Which.RawRepresentation.Should().BeOfType<ChatAudio>();
    }

    [TestCase("")]
    [TestCase(" ")]
    public async Task Blank_file_id_is_treated_as_missing(string id)
    {
        var answer = await GetResponseAsync(
            $$$"""{"choices":[{"message":{"content":[{"type":"file","file":{"file_id":"{{{id}}}"}},{"type":"file","file":{"file_id":"{{{id}}}","file_data":"data:text/plain;base64,AQID"}}]}}]}""");

        answer.Messages[0].Contents.Select(content => content.GetType()).Should().Equal(typeof(AIContent), typeof(DataContent));
        answer.Messages[0].Contents.Should().OnlyContain(content => content.RawRepresentation is FilePart);
    }

    [Test]
    public async Task Count_that_is_reported_twice_is_mapped_once()
    {
        var answer = await GetResponseAsync(
            """{"choices":[{"message":{"content":"Hi"}}],"usage":{"prompt_tokens_details":{"audio_tokens":1,"odd":2},"prompt_tokens_details.audio_tokens":1,"prompt_tokens_details.odd":2}}""");

        answer.Usage!.AdditionalCounts.Should().BeEquivalentTo(new Dictionary<string, long>(StringComparer.Ordinal) { ["prompt_tokens_details.audio_tokens"] = 1, ["prompt_tokens_details.odd"] = 2 });
    }

    [TestCase("""{"name":"f"}""")]
    [TestCase("""{"name":"f","arguments":null}""")]
    public async Task Call_without_arguments_is_preserved(string function)
    {
        var call = $$"""[{"index":0,"id":"c1","type":"function","function":{{function}}}]""";

        var complete = await GetResponseAsync($$$"""{"choices":[{"message":{"tool_calls":{{{call}}}}}]}""");
        var streamed = await StreamAsync(null, $$$"""{"choices":[{"index":0,"delta":{"tool_calls":{{{call}}}},"finish_reason":"tool_calls"}]}""");

        foreach (var content in complete.Messages[0].Contents.Concat(streamed.SelectMany(update => update.Contents)))
        {
            var functionCall = content.Should().BeOfType<FunctionCallContent>().Subject;
            (functionCall.CallId, functionCall.Name, functionCall.Arguments, functionCall.Exception).Should().Be(("c1", "f", null, null));
        }

        streamed.SelectMany(update => update.Contents).Should().ContainSingle();
    }

    /// <summary>Returns variants of the answer. In each variant, an odd value replaces the strings in all properties with a certain name, or all strings in arrays.</summary>
    private static IEnumerable<string> Variants(string body)
    {
        var names = MemberText().Matches(body).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);
        foreach (var value in _values)
        {
            foreach (var name in names)
            {
                yield return MemberText().Replace(body, match => match.Groups["name"].Value == name ? $"{match.Groups["before"].Value}{value}" : match.Value);
            }

            yield return ItemText().Replace(body, match => $"{match.Groups["before"].Value}{value}");
        }
    }

    [GeneratedRegex("""(?<before>"(?<name>\w+)"\s*:\s*)"(?:[^"\\]|\\.)*" """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MemberText();

    [GeneratedRegex("""(?<before>[\[,]\s*)"(?:[^"\\]|\\.)*"(?=\s*[,\]])""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ItemText();

    /// <summary>
    /// Makes one call without and one with streaming, sends each response back to the server in another request, and returns the number of
    /// calls that returned a response. The others threw a <see cref="ChatException"/>.
    /// </summary>
    private async Task<int> CountResponsesAsync(FakeAnswer answer)
    {
        var responses = 0;
        foreach (var isStream in new[] { false, true })
        {
            Server.Answers(answer);
            ChatResponse response;
            try
            {
                response = isStream ? await Chat.GetStreamingResponseAsync("Hi", null, Guard).ToChatResponseAsync(Guard) : await Chat.GetResponseAsync("Hi", null, Guard);
            }
            catch (ChatException)
            {
                // This is expected for some values, for example if the finish reason of a stream is replaced.
                continue;
            }

            JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions).Should().NotBeEmpty();
            Server.AnswersText("Hi");
            await Chat.GetResponseAsync([new AIMessage(AIRole.User, "Hi"), .. response.Messages], null, Guard);
            responses++;
        }

        return responses;
    }
}
