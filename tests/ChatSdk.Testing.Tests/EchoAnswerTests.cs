using System.Net;
using System.Text.Json;

namespace ChatSdk.Testing.Tests;

public sealed class EchoAnswerTests : ServerTest
{
    [Test]
    public async Task Echo_repeats_the_last_user_message()
    {
        var completion = await SendForJsonAsync("""
            {"model":"m","messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":"first"},
              {"role":"user","content":[{"type":"text","text":"hello "},{"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"wörld"}]},
              {"role":"assistant","content":null}]}
            """);

        completion.GetRawText().Should().Be(
            """{"id":"chatcmpl-fake-1","object":"chat.completion","created":1700000000,"model":"m","choices":"""
            + """[{"index":0,"logprobs":null,"finish_reason":"stop","message":{"role":"assistant","content":"You said: hello wörld"}}],"usage":"""
            + """{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}}""");
    }

    [Test]
    public async Task Echo_repeats_the_last_message_if_there_is_no_user_message()
    {
        var completion = await SendForJsonAsync("""{"model":"m","messages":[{"role":"system","content":"a"},{"role":"tool","content":"b"}]}""");

        TextOf(completion, 0).Should().Be("You said: b");
    }

    [Test]
    public async Task Echo_returns_the_requested_number_of_choices()
    {
        var completion = await SendForJsonAsync("""{"model":"m","n":2,"messages":[{"role":"user","content":"x"}]}""");

        completion.GetProperty("choices").GetArrayLength().Should().Be(2);
        completion.GetProperty("choices")[1].GetProperty("index").GetInt32().Should().Be(1);
        TextOf(completion, 1).Should().Be("You said: x");
        completion.GetProperty("usage").GetProperty("completion_tokens").GetInt32().Should().Be(6);
    }

    [Test]
    public async Task Echo_streams_word_by_word()
    {
        var events = await SendForEventsAsync("""{"model":"m","stream":true,"messages":[{"role":"user","content":"hello world"}]}""");

        events[^1].Should().Be("[DONE]");
        var chunks = events[..^1].Select(data => JsonElement.Parse(data)).ToArray();
        chunks.Should().OnlyContain(chunk => chunk.GetProperty("object").GetString() == "chat.completion.chunk");
        chunks[0].GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString().Should().Be("assistant");
        chunks[1..^1].Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString())
            .Should().Equal("You", " said:", " hello", " world");
        chunks[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString().Should().Be("stop");
        events.Should().NotContain(data => data.Contains("usage"));
    }

    [Test]
    public async Task Echo_streams_the_usage_in_a_chunk_without_choices_if_requested()
    {
        var events = await SendForEventsAsync(
            """{"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}""");

        var last = JsonElement.Parse(events[^2]);
        last.GetProperty("choices").GetArrayLength().Should().Be(0);
        last.GetProperty("usage").GetRawText().Should().Be("""{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}""");
        events[..^2].Should().OnlyContain(data => data.EndsWith("\"usage\":null}", StringComparison.Ordinal));
    }

    [Test]
    public async Task Echo_interleaves_several_streamed_choices()
    {
        var events = await SendForEventsAsync("""{"model":"m","n":2,"stream":true,"messages":[{"role":"user","content":"x"}]}""");

        events[..^1].Select(data => JsonElement.Parse(data).GetProperty("choices")[0].GetProperty("index").GetInt32())
            .Should().Equal(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    }

    [TestCase("\"a b\"", "You said: a b")]
    [TestCase("[\"a\",\"b\"]", "You said: a|You said: b")]
    [TestCase("[1,2]", "You said: 1 2")]
    public async Task Echo_answers_a_text_completion_request(string prompt, string expected)
    {
        var completion = await SendForJsonAsync($$"""{"model":"m","prompt":{{prompt}}}""", "/completions");

        completion.GetProperty("object").GetString().Should().Be("text_completion");
        string.Join('|', completion.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("text").GetString()))
            .Should().Be(expected);
    }

    [Test]
    public async Task Echo_streams_a_text_completion()
    {
        var events = await SendForEventsAsync("""{"model":"m","stream":true,"prompt":"x"}""", "/completions");

        events[..^1].Select(data => JsonElement.Parse(data).GetProperty("choices")[0].GetProperty("text").GetString())
            .Should().Equal("You", " said:", " x", "");
    }

    [TestCase("/models")]
    [TestCase("/of/another/server/models")]
    public async Task Models_are_listed_under_any_path_prefix(string path)
    {
        using var response = await Client.GetAsync(Server.BaseAddress + path, Guard);

        var list = await JsonOfAsync(response);
        list.GetProperty("data")[0].GetProperty("id").GetString().Should().Be("fake-model");
    }

    [TestCase("/chat/completions", "{", null)]
    [TestCase("/chat/completions", "[]", null)]
    [TestCase("/chat/completions", """{"messages":[{"role":"user","content":"x"}]}""", "model")]
    [TestCase("/chat/completions", """{"model":"m"}""", "messages")]
    [TestCase("/chat/completions", """{"model":"m","messages":[]}""", "messages")]
    [TestCase("/chat/completions", """{"model":"m","messages":[{}],"n":0}""", "n")]
    [TestCase("/completions", """{"model":"m","prompt":[]}""", "prompt")]
    public async Task Error_for_an_invalid_request_names_the_field_if_the_body_is_a_json_object(string path, string body, string? param)
    {
        using var response = await PostAsync(body, path);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var error = (await JsonOfAsync(response)).GetProperty("error");
        error.GetProperty("type").GetString().Should().Be("invalid_request_error");
        error.GetProperty("param").GetString().Should().Be(param);
    }

    [Test]
    public async Task Unknown_path_is_answered_with_status_404()
    {
        using var response = await PostAsync(Hello, "/moderations");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await JsonOfAsync(response)).GetProperty("error").GetProperty("message").GetString()
            .Should().Be("Invalid URL (POST /v1/moderations)");
    }

    [TestCase("""{"model":"m","messages":[{"role":"user","content":"\ud83e"}]}""")]
    [TestCase("""{"model":"m","messages":["text"]}""")]
    [TestCase("""{"model":"m","messages":[{"role":1,"content":{"a":1}}],"n":null,"stream":null,"stream_options":null}""")]
    public async Task Request_with_an_unpaired_surrogate_or_values_of_the_wrong_type_is_answered(string body)
    {
        using var response = await PostAsync(body);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static string? TextOf(JsonElement completion, int index) =>
        completion.GetProperty("choices")[index].GetProperty("message").GetProperty("content").GetString();
}
