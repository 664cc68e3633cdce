namespace ChatSdk.Tool;

/// <summary>Lists the server's models, and chooses the model that the other probes use.</summary>
internal static class ModelProbes
{
    private static readonly string[] _nonChatKinds = ["embed", "whisper", "tts", "dall-e", "moderation", "rerank", "image", "audio"];

    public static IEnumerable<Probe> All => [new("models", "List of models", ListAsync) { Needs = "key" }];

    private static async Task<Finding> ListAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var given = session.Connection.Model;
        var attempt = await session.ListModelsAsync(cancellationToken);
        var ids = session.Models.Select(model => model.Id).OfType<string>().Where(id => id.Length > 0).ToList();
        if (!attempt.IsSuccess || ids.Count == 0)
        {
            session.Use(session.Connection with { Model = given ?? ProbeSession.DefaultModel });
            var summary = attempt.IsSuccess ? "The list of models is empty." : $"The server does not list its models ({attempt.Problem}).";
            return Finding.NotSupported(given is null ? $"{summary} The probes use the model name \"{ProbeSession.DefaultModel}\"; set --model if the server rejects it." : summary, attempt.Exchange?.Evidence()) with
            {
                Library = attempt.Thrown,
                Setting = given is null ? Setting.Client($"Model = \"{ProbeSession.DefaultModel}\"") : null,
            };
        }

        var chosen = given ?? ids.Find(id => !_nonChatKinds.Any(kind => id.Contains(kind, StringComparison.OrdinalIgnoreCase))) ?? ids[0];
        session.Use(session.Connection with { Model = chosen });
        var list = $"The server lists {(ids.Count == 1 ? "one model" : $"{ids.Count} models")}: {Printable.Line(string.Join(", ", ids.Take(5)))}{(ids.Count > 5 ? ", …" : "")}.";
        return (given is null || ids.Contains(given)
            ? Finding.Supported(given is null ? $"{list} The probes use {Printable.Line(chosen)}." : list, attempt.Exchange?.Evidence())
            : Finding.Odd($"{list} The model {Printable.Line(given)} is not one of them.", attempt.Exchange?.Evidence())) with
        {
            Library = $"ListModelsAsync returns {(ids.Count == 1 ? "it" : "them")}.",
        };
    }
}
