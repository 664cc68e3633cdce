using ChatSdk.Tool;

return await ToolCommand.Create(ToolContext.ForProcess()).Parse(args).InvokeAsync();
