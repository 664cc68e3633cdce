using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatSdk.Tool;

/// <summary>The command <c>batch</c>, which sends the requests in a file and writes their results to another file.</summary>
internal sealed class BatchCommand : ToolSubcommand
{
    private readonly ConnectionOptions _connection;
    private readonly Argument<FileInfo> _input = new("input") { Description = "The file with one request on each line: {\"messages\":[…]}, or a line in the format of OpenAI's batch API, {\"custom_id\":…,\"url\":\"/v1/chat/completions\",\"body\":{…}}." };
    private readonly Argument<FileInfo> _output = new("output") { Description = "The file for the results, in the order in which the requests complete. Requests that already have a result there are not sent again." };
    private readonly Option<int> _concurrency = new("--concurrency", "-c") { Description = "The maximum number of concurrent requests.", DefaultValueFactory = _ => 8 };
    private readonly Option<int?> _requestsPerMinute = new("--requests-per-minute") { Description = "The rate limit of the server, in requests per minute. The limits that the server reports are always obeyed.", HelpName = "number" };
    private readonly Option<int?> _tokensPerMinute = new("--tokens-per-minute") { Description = "The rate limit of the server, in tokens per minute.", HelpName = "number" };
    private readonly Option<long?> _maxTokens = new("--max-tokens") { Description = "Stop when the requests in this run have used this many tokens.", HelpName = "number" };
    private readonly Option<decimal?> _maxCost = new("--max-cost") { Description = "Stop when the requests in this run have cost this much. Requires --input-price.", HelpName = "amount" };
    private readonly Option<decimal?> _inputPrice = new("--input-price") { Description = "The price of a million prompt tokens, in any currency.", HelpName = "amount" };
    private readonly Option<decimal?> _outputPrice = new("--output-price") { Description = "The price of a million completion tokens. The default is --input-price.", HelpName = "amount" };
    private readonly Option<bool> _retryFailed = new("--retry-failed") { Description = "Also send the requests that failed in an earlier run." };
    private readonly Option<bool> _json = new("--json") { Description = "Write the summary as JSON." };

    public BatchCommand(ToolContext context)
        : base(context, "batch", "Sends the requests in a file. If the command is stopped, run it again to continue.")
    {
        Add(_input);
        Add(_output);
        _connection = new ConnectionOptions(this, context);
        foreach (Option option in (Option[])[_concurrency, _requestsPerMinute, _tokensPerMinute, _maxTokens, _maxCost, _inputPrice, _outputPrice])
        {
            option.MustBePositive();
            Add(option);
        }

        Add(_retryFailed);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetResult(_inputPrice) is null && (result.GetResult(_maxCost) ?? result.GetResult(_outputPrice)) is { } option)
            {
                result.AddError($"{option.Option.Name} requires --input-price.");
            }
        });
    }

    public override IReadOnlyList<(string CommandLine, string Description)> Examples =>
    [
        ("chatsdk batch questions.jsonl answers.jsonl --profile work", "Send all requests, or continue a run that was stopped:"),
        ("chatsdk batch questions.jsonl answers.jsonl --requests-per-minute 500 --concurrency 32", "Stay within the rate limit in your contract:"),
        ("chatsdk batch questions.jsonl answers.jsonl --input-price 0.15 --output-price 0.60 --max-cost 20", "Spend at most 20, and print the cost:"),
        ("chatsdk batch questions.jsonl answers.jsonl --retry-failed", "Resend the requests that failed:"),
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var options = _connection.Resolve(arguments, context);
        var inputFile = arguments.GetRequiredValue(_input);
        var outputFile = arguments.GetRequiredValue(_output);
        if (!inputFile.Exists)
        {
            throw new ToolException($"The file {inputFile} does not exist.");
        }

        // The input is read first, so that no empty output file is created if the input is invalid.
        var input = new BatchInput(inputFile.FullName);
        using var output = BatchOutput.Open(outputFile.FullName, input, arguments.GetValue(_retryFailed));
        SetLimits(options, input, arguments);
        using var client = new ChatClient(options);
        using var progress = new BatchProgress(context.Error, input, output, client);
        try
        {
            await new BatchRun(client, input, output).RunAsync(arguments.GetValue(_concurrency), progress.Update, cancellationToken);
        }
        finally
        {
            progress.Dispose();
            WriteSummary(context, input, output, client.Budget!.Spent, arguments.GetValue(_json));
        }

        return output.Failed == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private void SetLimits(ChatClientOptions options, BatchInput input, ParseResult arguments)
    {
        options.RateLimits = new() { RequestsPerMinute = arguments.GetValue(_requestsPerMinute), TokensPerMinute = arguments.GetValue(_tokensPerMinute) };
        options.Budget = new() { MaxTokens = arguments.GetValue(_maxTokens), MaxCost = arguments.GetValue(_maxCost) };
        if (arguments.GetValue(_inputPrice) is { } inputPrice)
        {
            foreach (var model in options.Model is null ? input.Models : input.Models.Append(options.Model))
            {
                options.Prices[model] = new() { Input = inputPrice, Output = arguments.GetValue(_outputPrice) };
            }
        }
    }

    private static void WriteSummary(ToolContext context, BatchInput input, BatchOutput output, ChatSpending spent, bool asJson)
    {
        var remaining = input.CountRemaining(output);
        if (asJson)
        {
            JsonObject json = new() { ["lines"] = input.Count, ["succeeded"] = output.Succeeded, ["failed"] = output.Failed, ["remaining"] = remaining, ["input_tokens"] = spent.InputTokens, ["output_tokens"] = spent.OutputTokens, ["cost"] = spent.Cost };
            context.WriteLine(json.ToJsonString());
            return;
        }

        var cost = spent.Cost > 0 ? string.Create(CultureInfo.InvariantCulture, $", cost {spent.Cost:0.####}") : "";
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output.Succeeded:N0} of {input.Count:N0} lines succeeded, {output.Failed:N0} failed, {remaining:N0} remaining. This run: {spent.TotalTokens:N0} tokens{cost}."));
    }
}
