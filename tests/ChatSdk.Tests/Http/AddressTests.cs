namespace ChatSdk.Tests.Http;

/// <summary>Tests that every documented form of a base address results in the correct URL, and that error messages do not quote its query.</summary>
[TestFixture]
public sealed class AddressTests : ClientTest
{
    private string Host => Server.BaseAddress[..^"/v1".Length];

    [TestCase("", "/v1", "")]
    [TestCase("/", "/v1", "")]
    [TestCase("?api-version=2024-10-21", "/v1", "?api-version=2024-10-21")]
    [TestCase("/v1", "/v1", "")]
    [TestCase("/v1/", "/v1", "")]
    [TestCase(" /v1 ", "/v1", "")]
    [TestCase("/v1#models", "/v1", "")]
    [TestCase("/v1?api-version=2024-10-21", "/v1", "?api-version=2024-10-21")]
    [TestCase("/v1/?api-version=2024-10-21", "/v1", "?api-version=2024-10-21")]
    [TestCase("/v1?a=1&b=x%2Fy", "/v1", "?a=1&b=x%2Fy")]
    [TestCase("/v1/chat/completions", "/v1", "")]
    [TestCase("/v1/chat/completions/", "/v1", "")]
    [TestCase("/v1/completions", "/v1", "")]
    [TestCase("/v1/chat/completions?api-version=2024-10-21", "/v1", "?api-version=2024-10-21")]
    [TestCase("/api/v1", "/api/v1", "")]
    [TestCase("/openai/deployments/x?api-version=2024-10-21", "/openai/deployments/x", "?api-version=2024-10-21")]
    [TestCase("/v1beta/openai", "/v1beta/openai", "")]
    [TestCase("/v1beta/openai/", "/v1beta/openai", "")]
    [TestCase("/api/paas/v4", "/api/paas/v4", "")]
    [TestCase("/api/paas/v4/chat/completions", "/api/paas/v4", "")]
    [TestCase("/inference", "/inference", "")]
    [TestCase("/models?api-version=2024-05-01-preview", "/models", "?api-version=2024-05-01-preview")]
    [TestCase("/proxy/a%2Fb/v1", "/proxy/a%2Fb/v1", "")]
    public async Task Every_form_of_the_base_address_works_for_answers_streams_text_completions_and_models(string suffix, string path, string query)
    {
        Options.BaseAddress = suffix.StartsWith(' ') ? $" {Host}{suffix.Trim()} " : Host + suffix;

        await Client.CreateAsync("Hi", cancellationToken: Guard);
        await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));
        await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);
        await Client.ListModelsAsync(cancellationToken: Guard);

        Server.Requests.Select(request => $"{request.Method} {request.Path}{request.Query}").Should().Equal(
            $"POST {path}/chat/completions{query}",
            $"POST {path}/chat/completions{query}",
            $"POST {path}/completions{query}",
            $"GET {path}/models{query}");
    }

    [Test]
    public async Task Error_message_contains_the_address_without_its_query()
    {
        Options.BaseAddress = $"{Host}/nowhere?key=sk-secret";
        Server.AnswersError(404, "Not Found");

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<ChatApiException>()).Which;
        failure.Message.Should().Contain($"{Host}/nowhere/chat/completions").And.NotContain("sk-secret");
    }
}
