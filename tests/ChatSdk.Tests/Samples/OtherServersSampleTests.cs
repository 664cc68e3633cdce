using ChatSdk.Testing;

namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class OtherServersSampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_reads_answers_in_the_formats_of_several_servers()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("OtherServers", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be(
            """
            self-hosted: Oslo.
              timings: { "predicted_ms": 21.0 }
              stop_reason: null
            deployment: Oslo.
              content_filter_results: { "violence": { "filtered": false, "severity": "safe" } }
            gateway: Oslo.
              reasoning: Norway's capital.
              cost: 0.0000064
            thinker: Oslo.
              reasoning: Not Bergen.
              x_trace: { "id": "req_1" }

            """);
    }

    [Test]
    public async Task Query_and_key_header_are_sent_as_configured()
    {
        var request = await SendAsync("deployment", "/openai/deployments/my-deployment?api-version=2024-10-21");

        (request.Path, request.Query).Should().Be(("/openai/deployments/my-deployment/chat/completions", "?api-version=2024-10-21"));
        request.Headers["api-key"].Should().Be("sk-1");
        request.Headers.Should().NotContainKey("Authorization");
    }

    [Test]
    public async Task Gateway_receives_its_extra_fields()
    {
        var request = await SendAsync("gateway", "/api/v1");

        request.Path.Should().Be("/api/v1/chat/completions");
        request.Headers["Authorization"].Should().Be("Bearer sk-1");
        request.Json!.Value.GetProperty("provider").GetProperty("allow_fallbacks").GetBoolean().Should().BeFalse();
        request.Json!.Value.GetProperty("reasoning").GetProperty("effort").GetString().Should().Be("low");
    }

    [Test]
    public async Task Endpoint_address_key_scheme_and_extra_field_are_used_as_configured()
    {
        var request = await SendAsync("thinker", "/chat/completions");

        request.Path.Should().Be("/chat/completions");
        request.Headers["Authorization"].Should().Be("Token sk-1");
        request.Json!.Value.GetProperty("top_a").GetDouble().Should().Be(0.5);
    }

    [Test]
    public Task Unreachable_server_is_reported_in_one_line() => SampleProgram.ShouldFailInOneLineAsync("OtherServers", Guard);

    private async Task<FakeRequest> SendAsync(string name, string pathAndQuery)
    {
        var address = new Uri(new Uri(Server.BaseAddress), pathAndQuery).ToString();
        var (exitCode, _, errors) = await SampleProgram.RunAsync("OtherServers", [name], Guard, ("CHATSDK_BASE_URL", address), ("CHATSDK_API_KEY", "sk-1"));

        (exitCode, errors).Should().Be((0, ""));
        return Server.Requests.Should().ContainSingle().Subject;
    }
}
