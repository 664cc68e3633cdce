using System.Net;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests the headers that let a page in a browser use the server from another origin (CORS).</summary>
public sealed class CrossOriginTests : ServerTest
{
    [Test]
    public async Task Page_from_any_origin_may_send_a_request()
    {
        Server.AllowsAnyOrigin = true;

        using var response = await SendPreflightAsync();

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        HeaderOf(response, "Access-Control-Allow-Origin").Should().Be("*");
        HeaderOf(response, "Access-Control-Allow-Methods").Should().Be("POST");
        HeaderOf(response, "Access-Control-Allow-Headers").Should().Be("authorization, content-type, x-trace");
    }

    [Test]
    public async Task Preflight_request_uses_no_scripted_answer_and_is_not_in_Requests()
    {
        (Server.AllowsAnyOrigin, Server.IsStrict) = (true, true);
        Server.AnswersText("Hello.");

        using var preflight = await SendPreflightAsync();
        using var answer = await SendFromPageAsync();

        (await answer.Content.ReadAsStringAsync(Guard)).Should().Contain("Hello.");
        Server.Requests.Should().ContainSingle().Which.Method.Should().Be("POST");
        Server.Verify();
    }

    [Test]
    public async Task Page_may_read_every_kind_of_answer_and_its_headers()
    {
        Server.AllowsAnyOrigin = true;
        Server.AnswersText("whole").Answers(FakeAnswer.Stream("a", "b")).AnswersError(429, "Slow down.").Streams("cut").ThenCuts().Streams("reset").ThenResets();

        for (var answer = 0; answer < 5; answer++)
        {
            using var response = await SendFromPageAsync();

            HeaderOf(response, "Access-Control-Allow-Origin").Should().Be("*");
            HeaderOf(response, "Access-Control-Expose-Headers").Should().Be("*");
        }
    }

    [Test]
    public async Task Scripted_CORS_header_replaces_the_default_one()
    {
        Server.AllowsAnyOrigin = true;
        Server.Answers(FakeAnswer.Text("Hello.").WithHeader("Access-Control-Allow-Origin", "https://elsewhere.example"));

        using var response = await SendFromPageAsync();

        HeaderOf(response, "Access-Control-Allow-Origin").Should().Be("https://elsewhere.example");
    }

    [Test]
    public async Task Page_may_read_answers_while_they_are_recorded()
    {
        var file = Path.GetTempFileName();
        await using var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, file, Guard);
        recorder.AllowsAnyOrigin = true;

        using var preflight = await SendPreflightAsync(recorder);
        using var answer = await SendFromPageAsync(recorder);

        HeaderOf(answer, "Access-Control-Allow-Origin").Should().Be("*");
        Server.Requests.Should().ContainSingle().Which.Method.Should().Be("POST", "the recorder itself responds to the preflight request");
        File.Delete(file);
    }

    [Test]
    public async Task OPTIONS_request_that_is_not_a_preflight_request_is_answered_as_scripted()
    {
        Server.AllowsAnyOrigin = true;
        Server.AnswersError(405, "Not allowed.");
        using var request = FromPage(HttpMethod.Options, Server);

        using var response = await Client.SendAsync(request, Guard);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Answer_to_a_request_without_an_origin_has_no_CORS_headers()
    {
        Server.AllowsAnyOrigin = true;

        using var response = await PostAsync(Hello);

        response.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
    }

    [Test]
    public async Task Responses_have_no_CORS_headers_by_default()
    {
        using var preflight = await SendPreflightAsync();
        using var answer = await SendFromPageAsync();

        preflight.Headers.Concat(answer.Headers).Should().NotContain(header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
        Server.Requests.Should().HaveCount(2);
    }

    private static string HeaderOf(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));

    private static HttpRequestMessage FromPage(HttpMethod method, FakeChatServer server) =>
        new(method, server.BaseAddress + "/chat/completions") { Headers = { { "Origin", "https://page.example" } } };

    private async Task<HttpResponseMessage> SendPreflightAsync(FakeChatServer? server = null)
    {
        using var request = FromPage(HttpMethod.Options, server ?? Server);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization, content-type, x-trace");
        return await Client.SendAsync(request, Guard);
    }

    private async Task<HttpResponseMessage> SendFromPageAsync(FakeChatServer? server = null)
    {
        using var request = FromPage(HttpMethod.Post, server ?? Server);
        request.Content = new StringContent(Hello);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Guard);
    }
}
