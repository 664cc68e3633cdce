using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ChatSdk.Docs.Tests.Docs;

/// <summary>The C# code in <c>docs/migrating-from-httpclient.md</c>.</summary>
internal static class HttpClientSnippets
{
    public static async Task<string> AskByHandAsync(HttpClient http, string address, string key, string model, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{address}/chat/completions"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = JsonContent.Create(new { model, messages = new[] { new { role = "user", content = "How are you?" } }, temperature = 0.2 });
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        string text = json.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        return text;
    }

    public static async Task<string> AskAsync(string address, string key, string model, CancellationToken cancellationToken)
    {
        using var client = new ChatClient(address, apiKey: key, model: model);
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("How are you?")], Temperature = 0.2 };
        ChatCompletion answer = await client.CreateAsync(request, cancellationToken);
        string text = answer.Text;
        return text;
    }

    public static async Task StreamByHandAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal) || line == "data: [DONE]")
            {
                continue;
            }

            using JsonDocument chunk = JsonDocument.Parse(line["data: ".Length..]);
            JsonElement delta = chunk.RootElement.GetProperty("choices")[0].GetProperty("delta");
            Console.Write(delta.TryGetProperty("content", out JsonElement content) ? content.GetString() : "");
        }
    }

    public static void UseOwnHttpClient(HttpClient http, string address, string key, string model)
    {
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = address, ApiKey = key, Model = model });
    }

    public static async Task<string> ForwardJsonAsync(ChatClient client, string json, CancellationToken cancellationToken)
    {
        ChatCompletionRequest request = JsonSerializer.Deserialize<ChatCompletionRequest>(json)!;
        ChatCompletion answer = await client.CreateAsync(request, cancellationToken: cancellationToken);
        string answerJson = JsonSerializer.Serialize(answer);
        return answerJson;
    }
}
