-- A session of Neovim without a screen: prints one line for each thing that was seen.
-- SERVER is the program; the working directory is the tree; STEPS is a Lua file that returns what to do.
local function say(...) io.stdout:write(table.concat({ ... }, " ") .. "\n") end

local function wait_for(what, condition)
  if not vim.wait(20000, condition, 20) then
    say("timeout:", what)
    vim.cmd("cquit")
  end
end

local client = vim.lsp.start_client({
  name = "devstack-async",
  cmd = { os.getenv("SERVER"), "server" },
  root_dir = vim.fn.getcwd(),
})

local M = {}

function M.open(path)
  vim.cmd("edit " .. path)
  vim.bo.filetype = "sh"
  vim.lsp.buf_attach_client(0, client)
  wait_for("initialization", function()
    local known = vim.lsp.get_client_by_id(client)
    return known and known.initialized
  end)
end

local function codes(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, ("%d:%d %s"):format(diagnostic.lnum + 1, diagnostic.col + 1, diagnostic.message:match("[^\n]*")))
  end
  table.sort(found)
  return found
end

-- Waits until the current document has so many findings (or one whose text matches), and prints them.
function M.findings(expected)
  local buffer = vim.api.nvim_get_current_buf()
  wait_for("findings", function()
    local found = codes(buffer)
    if type(expected) == "number" then return #found == expected end
    for _, text in ipairs(found) do
      if text:find(expected, 1, true) then return true end
    end
    return false
  end)
  for _, text in ipairs(codes(buffer)) do say("finding", vim.fn.expand("%:."), text) end
  if #codes(buffer) == 0 then say("no finding", vim.fn.expand("%:.")) end
end

function M.go_to(text)
  vim.fn.cursor(1, 1)
  if vim.fn.search(text, "W") == 0 then say("not found:", text) end
end

-- Chooses the code action whose title has a text.
function M.act(title)
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      local action = item[2] or item
      if (action.title or ""):find(title, 1, true) then return choose(item) end
    end
    say("no action:", title)
    choose(nil)
  end
  local before = vim.api.nvim_buf_get_changedtick(0)
  vim.lsp.buf.code_action()
  wait_for("action " .. title, function() return vim.api.nvim_buf_get_changedtick(0) ~= before end)
  say("action", title)
end

function M.definition()
  local before = vim.fn.expand("%:p") .. vim.fn.line(".")
  vim.lsp.buf.definition()
  wait_for("definition", function() return vim.fn.expand("%:p") .. vim.fn.line(".") ~= before end)
  say("definition", vim.fn.expand("%:.") .. ":" .. vim.fn.line("."))
end

-- Gives the task at the cursor another name; prints the lines that have it then, or a part of it.
function M.rename(name, part)
  local before = vim.api.nvim_buf_get_changedtick(0)
  vim.lsp.buf.rename(name)
  wait_for("rename", function() return vim.api.nvim_buf_get_changedtick(0) ~= before end)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
        if line:find(part or name, 1, true) then
          say("renamed", vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":.") .. ":" .. number)
        end
      end
    end
  end
end

function M.hover()
  local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), 20000)
  for _, answer in pairs(answers or {}) do
    local text = answer.result and answer.result.contents.value or ""
    say("hover", (text:gsub("%s+", " ")))
  end
end

-- Puts a line after the cursor's.
function M.insert(line)
  vim.api.nvim_buf_set_lines(0, vim.fn.line("."), vim.fn.line("."), false, { line })
end

M.say = say
local done, problem = pcall(function() dofile(os.getenv("STEPS"))(M) end)
if not done then say("error:", tostring(problem)) end
vim.lsp.stop_client(client)
wait_for("end of the server", function() return vim.lsp.get_client_by_id(client) == nil end)
say("end")
vim.cmd("qall!")
