using System.Text;

namespace ChatSdk.Testing.Tests;

/// <summary>
/// Tests which values in requests and answers are treated as secrets, and that no secret is written to the recording, even if the answer
/// repeats it. Accept-Encoding is not forwarded, because secrets could not be found in a compressed answer.
/// </summary>
public sealed class RecordedSecretsTests : RecordingTest
{
    private const string _secret = "sk-very-secret-0123456789";
    private const string _request = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly string _stars = new('*', _secret.Length);

    [Test]
    public async Task Key_split_between_chunks_is_hidden()
    {
        Server.Answers(FakeAnswer.Raw($"your key {_secret} is wrong", "text/plain").SplitAt(20).Pausing(TimeSpan.FromMilliseconds(20)));

        await DoTwiceAsync(server => PostAsync(server, "api-key", _secret));

        Encoding.UTF8.GetString(await PostAsync(await ReplayAsync(), "api-key", _secret)).Should().Be($"your key {_stars} is wrong");
        (await ReadFileAsync()).Should().NotContain("sk-very").And.NotContain("23456789");
    }

    [Test]
    public async Task Key_in_a_binary_chunk_is_hidden()
    {
        byte[] body = [0xff, .. Encoding.UTF8.GetBytes(_secret)];
        Server.Answers(FakeAnswer.Bytes(body, "text/plain"));

        var (recorded, replayed) = await DoTwiceAsync(server => PostAsync(server, "Authorization", $"Bearer {_secret}"));

        recorded.Should().Equal(body, "the client receives what the server sent");
        replayed.Should().Equal([0xff, .. Encoding.UTF8.GetBytes(_stars)]);
    }

    [Test]
    public async Task Key_in_the_server_address_is_hidden_in_the_answer()
    {
        Server.Answers(FakeAnswer.Raw($"wrong: {_secret}", "text/plain").WithHeader("x-echo", _secret));
        await using (var recorder = await FakeChatServer.StartRecordingAsync($"{Server.BaseAddress}?key={_secret}", RecordingPath, Guard))
        {
            await PostAsync(recorder, "X-Trace", "1");
        }

        (await ReadFileAsync()).Should().NotContain(_secret).And.Contain($"wrong: {_stars}");
    }

    [Test]
    public async Task Accept_Encoding_is_not_forwarded()
    {
        await DoTwiceAsync(server => PostAsync(server, "Accept-Encoding", "gzip, br"));

        Server.Requests[0].Headers.Should().NotContainKey("Accept-Encoding").And.ContainKey("Content-Type");
    }

    [TestCase("X-Author")]
    [TestCase("X-Keyboard")]
    [TestCase("X-Tokenizer")]
    public async Task Header_whose_name_only_resembles_the_name_of_a_key_header_is_not_hidden(string header)
    {
        var (recorded, replayed) = await DoTwiceAsync(server => PostAsync(server, header, "assistant"));

        replayed.Should().Equal(recorded);
        (await ReadFileAsync()).Should().Contain("assistant").And.NotContain("***");
    }

    [TestCase("Authorization")]
    [TestCase("Proxy-Authorization")]
    [TestCase("X-API-Key")]
    [TestCase("apikey")]
    [TestCase("x_auth_token")]
    [TestCase("X-OAuth")]
    [TestCase("X-Amz-Credential")]
    [TestCase("X-Credentials")]
    [TestCase("X-Sig")]
    public async Task Header_whose_name_indicates_a_key_is_hidden(string header)
    {
        Server.Answers(FakeAnswer.Raw(_secret, "text/plain"));

        await DoTwiceAsync(server => PostAsync(server, header, _secret));

        (await ReadFileAsync()).Should().NotContain(_secret).And.Contain(_stars);
    }

    [TestCase("x-session-token")]
    [TestCase("Set-Cookie")]
    [TestCase("X-Amz-Security-Token")]
    [TestCase("Authentication-Token")]
    public async Task Secret_in_a_response_header_is_not_recorded(string header)
    {
        var value = header == "Set-Cookie" ? $"sid={_secret}; Path=/; HttpOnly" : _secret;
        Server.Answers(FakeAnswer.Raw($"Your token is {_secret}. HttpOnly", "text/plain").WithHeader(header, value).WithHeader("x-ratelimit-remaining-tokens", "10"));

        var (recorded, _) = await DoTwiceAsync(server => PostAsync(server, "X-Trace", "1"));

        Encoding.UTF8.GetString(recorded).Should().Contain(_secret, "the client receives what the server sent");
        (await ReadFileAsync()).Should().NotContain(_secret).And.NotContainEquivalentOf(header)
            .And.Contain($"Your token is {_stars}. HttpOnly").And.Contain("x-ratelimit-remaining-tokens");
    }

    [Test]
    public async Task Secret_in_the_target_of_a_redirect_is_hidden()
    {
        Server.Answers(FakeAnswer.Raw("", "text/plain", 307).WithHeader("Location", $"https://example.org/v1?api-version=1&code={_secret}"));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);

        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            using var response = await http.GetAsync(new Uri(recorder.BaseAddress + "/models"), Guard);
        }

        (await ReadFileAsync()).Should().NotContain(_secret).And.Contain($"https://example.org/v1?api-version=1&code={_stars}");
    }

    [TestCase("code")]
    [TestCase("key")]
    [TestCase("sig")]
    [TestCase("access_token")]
    [TestCase("api%2Dkey")]
    public async Task Secret_in_the_query_is_not_recorded(string name)
    {
        Server.Answers(FakeAnswer.Raw($"wrong {_secret}", "text/plain"));
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            await PostAsync(recorder, "X-Trace", "1", query: $"?api-version=1&{name}={_secret}");
        }

        var replayed = await PostAsync(await ReplayAsync(), "X-Trace", "1", query: $"?api-version=1&{name}=another");

        Encoding.UTF8.GetString(replayed).Should().Be($"wrong {_stars}");
        (await ReadFileAsync()).Should().NotContain(_secret).And.Contain("\"query\":\"?api-version=1\"");
    }

    [TestCase("api_key", "\"sk-very-secret-0123456789\"")]
    [TestCase("aws_secret_access_key", "\"sk-very-secret-0123456789\"")]
    [TestCase("vertex_credentials", "{\"project\":\"p\",\"private_key\":[\"sk-very-secret-0123456789\"]}")]
    public async Task Secret_in_a_field_of_the_request_is_not_recorded(string field, string value)
    {
        Server.AnswersText($"Your key is {_secret}.");
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            await PostAsync(recorder, "X-Trace", "1", RequestWith(field, value));
        }

        var replayed = await PostAsync(await ReplayAsync(), "X-Trace", "1", RequestWith(field, "\"another\""));

        Server.Requests[0].Body.Should().Contain(_secret, "the field is forwarded to the server");
        Encoding.UTF8.GetString(replayed).Should().Contain($"Your key is {_stars}.");
        (await ReadFileAsync()).Should().NotContain(_secret).And.NotContain(field).And.Contain("\"max_tokens\":5").And.Contain("\"prompt_cache_key\":\"assistant\"");
    }

    [Test]
    public async Task Secret_in_a_field_of_the_answer_is_hidden()
    {
        Server.AnswersJson($$"""{"id":"1","client_secret":{"value":"{{_secret}}"},"choices":[{"message":{"content":"It is {{_secret}}"},"finish_reason":"stop"}]}""");

        await DoTwiceAsync(server => PostAsync(server, "X-Trace", "1"));

        (await ReadFileAsync()).Should().NotContain(_secret).And.Contain($"It is {_stars}");
    }

    [TestCase("sk+very/secret=0123")]
    [TestCase("sk\\u002Bvery/secret=0123")]
    [TestCase("sk\\u002bvery/secret=0123")]
    [TestCase("sk+very\\/secret=0123")]
    [TestCase("sk%2Bvery%2Fsecret%3D0123")]
    [TestCase("sk%2bvery%2fsecret%3d0123")]
    public async Task Key_is_hidden_in_every_form_in_which_an_answer_repeats_it(string repeated)
    {
        Server.AnswersJson($$"""{"wrong":"{{repeated}}"}""", 401);

        await DoTwiceAsync(server => PostAsync(server, "Authorization", "Bearer sk+very/secret=0123"));

        (await ReadFileAsync()).Should().NotContain("very").And.Contain("wrong");
    }

    [Test]
    public async Task Request_whose_prompt_contains_the_key_matches_its_recording()
    {
        var prompt = $$"""{"model":"m","messages":[{"role":"user","content":"Is {{_secret}} my key?"}]}""";

        var (_, replayed) = await DoTwiceAsync(server => PostAsync(server, "api-key", _secret, prompt));

        Encoding.UTF8.GetString(replayed).Should().Contain($"You said: Is {_stars} my key?");
        (await ReadFileAsync()).Should().NotContain(_secret);
    }

    private static string RequestWith(string field, string value) =>
        $$"""{"model":"m","max_tokens":5,"prompt_cache_key":"assistant","{{field}}":{{value}},"messages":[{"role":"user","content":"Hi"}]}""";

    private static async Task<byte[]> PostAsync(FakeChatServer server, string header, string value, string body = _request, string query = "")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.BaseAddress + "/chat/completions" + query)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(header, value).Should().BeTrue();
        using var response = await http.SendAsync(request, Guard);
        return await response.Content.ReadAsByteArrayAsync(Guard);
    }
}
