using System.Text;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests which values of a request are treated as keys, and that no key is written to the recording, even if the answer repeats it.</summary>
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
    public async Task Header_whose_name_only_begins_like_a_key_is_not_hidden(string header)
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

    [Test]
    public async Task Request_that_contains_its_key_matches_its_recording()
    {
        var prompt = $$"""{"model":"m","messages":[{"role":"user","content":"Is {{_secret}} my key?"}]}""";

        var (_, replayed) = await DoTwiceAsync(server => PostAsync(server, "api-key", _secret, prompt));

        Encoding.UTF8.GetString(replayed).Should().Contain($"You said: Is {_stars} my key?");
        (await ReadFileAsync()).Should().NotContain(_secret);
    }

    private static async Task<byte[]> PostAsync(FakeChatServer server, string header, string value, string body = _request)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.BaseAddress + "/chat/completions")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(header, value).Should().BeTrue();
        using var response = await http.SendAsync(request, Guard);
        return await response.Content.ReadAsByteArrayAsync(Guard);
    }
}
